import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subjectOf } from '../../../examples/events-crm/subject.ts';
import { namedSubject } from '../../../functions/domain/digest.ts';
import { temporaryFolder } from '../local/emulators/temporary-folder.ts';

const folder = temporaryFolder();

test.each(['alice', 'dana.admin', 'zoë', 'a:b'])('the example names %s as the service does', (userId) => {
  const [version, secret] = ['8c5f3d0e-0000-4000-8000-000000000000', 'k'.repeat(64)];
  expect(subjectOf({ version, secret }, userId)).toEqual(namedSubject({ version, key: Buffer.from(secret) }, userId));
});

test('its stack subscribes to the changes of one stage, and may only note them', () => {
  execFileSync(process.execPath, ['examples/events-crm/stack.ts'], {
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ stage: 'staging' }) },
  });
  const template = JSON.parse(readFileSync(join(folder, 'CrmSubscriber.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  const of = (type: string) =>
    Object.values(template.Resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => Properties);
  expect(of('AWS::Events::Rule')).toMatchObject([
    { EventPattern: { source: ['password-reset.staging'], 'detail-type': ['password_changed'] } },
  ]);
  expect(JSON.stringify(of('AWS::IAM::Policy')).match(/dynamodb:\w+/g)).toEqual(['dynamodb:UpdateItem']);
});
