import { readFileSync } from 'node:fs';

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, unknown>;

test('the feature flags are those that this version of the CDK recommends for new applications', () => {
  const { context } = read('../../cdk.json');
  const recommended = read('../../node_modules/aws-cdk-lib/recommended-feature-flags.json');
  expect(context).toEqual({ 'cli-telemetry': false, ...recommended });
});
