import { eventsOfLastDeployment } from '../../../cli/deploy/aws-timings.ts';
import { slowestResources } from '../../../cli/deploy/timings.ts';
import { REGION } from '../../../local/account.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { ROOT_KEY } from './emulator.ts';
import { STAGE } from './stage.ts';

test('`npm run deploy` can read which resources of the deployment were the slowest', async () => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: new Deployment().endpoints.dynamodb,
    AWS_ACCESS_KEY_ID: ROOT_KEY,
    AWS_SECRET_ACCESS_KEY: ROOT_KEY,
  });
  const slowest = slowestResources(await eventsOfLastDeployment(`PasswordReset-${STAGE}`, REGION));
  expect(slowest).toHaveLength(10);
  for (const { type, seconds } of slowest) {
    expect(type).toMatch(/^(AWS|Custom)::/);
    expect(seconds).toBeGreaterThanOrEqual(0);
  }
  expect(slowest[0]?.seconds).toBeGreaterThan(0);
});
