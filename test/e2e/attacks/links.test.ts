import { operationOf, operationsWith } from '../../../functions/operations/index.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const userId = 'user-0093';
const address = `${userId}@example.com`;
const posted = operationsWith('built-in').filter((id) => operationOf(id).method === 'POST');

beforeAll(() => lookInside(deployment)?.renewBudgets(userId));

test('22. GET and HEAD with the token of a mail, on pages and on the API, change nothing', async () => {
  const from = ownSource();
  const started = await deployment.start(userId, { from });
  const mail = await deployment.mailbox.waitFor(address, started.reference);
  const token = reportTokenIn(mail);
  const otp = await deployment.otpOf(started, address);
  const { site, api } = deployment.endpoints;
  const query = `?${new URLSearchParams({ reportToken: token, resetId: started.resetId, otp, userId }).toString()}`;
  const body = JSON.stringify({ reportToken: token });
  const headers = { 'Content-Type': 'application/json', 'X-HTTP-Method-Override': 'POST', 'X-Method-Override': 'POST' };

  for (const method of ['GET', 'HEAD']) {
    for (const url of [`${site}/report`, `${site}/report/${token}`, `${site}/report${query}`])
      expect((await httpCall({ method, url, from })).status).toBeLessThan(500);
    for (const id of posted) {
      for (const url of [`${api}${operationOf(id).path}`, `${api}${operationOf(id).path}${query}`])
        expect((await httpCall({ method, url, headers, body, from })).status).toBe(404);
    }
  }

  const verified = expecting(200, await deployment.verify(started, otp, { from }));
  expecting(202, await deployment.call('report-reset', { reportToken: token }, { from }));
  const refused = await deployment.complete(String(verified.json['resetToken']), 'seven pelicans over Tilburg', {
    from,
  });
  expect(refused.json).toMatchObject({ code: 'reset-rejected' });
});
