import type { OperationId } from '../../../functions/operations/index.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import type { Answer } from '../../../testkit/deployment/http-call.ts';
import { otpIn, reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { Contract } from '../../unit/openapi/contract.ts';

const deployment = new Deployment();
const contract = new Contract();
const USER = 'user-0121';
const ADDRESS = `${USER}@example.com`;
const NEW_PASSWORD = 'four lanterns along the harbour wall';
const from = ownSource();

/** Returns the answer after checking its status, and its body against the document. */
async function documented(id: OperationId, status: number, answering: Promise<Answer>): Promise<Answer> {
  const answer = expecting(status, await answering);
  expect(contract.problemsOfAnswer(id, answer)).toEqual([]);
  return answer;
}

const call = (id: OperationId, status: number, fields: Record<string, unknown>, headers = {}) =>
  documented(id, status, deployment.call(id, fields, { from, headers }));

const send = (id: OperationId, status: number, body: unknown, headers = {}) =>
  documented(id, status, deployment.send(id, body, { from, headers }));

test('the answers of a journey, refusals too, match the OpenAPI document', async () => {
  const { json: started } = await call('start-reset', 202, { userId: USER, locale: 'en' });
  const { resetId, reference } = started;
  const mail = await deployment.mailbox.waitFor(ADDRESS, String(reference));
  const otp = otpIn(mail);
  await call('resend-otp', 429, { resetId });
  const refused = await call('verify-otp', 400, { resetId, otp: otp === '00000000' ? '00000001' : '00000000' });
  expect(refused.json).toMatchObject({ code: 'otp-rejected' });
  const { json: verified } = await call('verify-otp', 200, { resetId, otp });
  const { resetToken } = verified;
  const passwords = (password: string) => ({ resetToken, newPassword: password, confirmPassword: password });
  expect((await call('complete-reset', 400, passwords('short'))).json).toMatchObject({ code: 'password-rejected' });
  await call('complete-reset', 200, passwords(NEW_PASSWORD));
  expect((await call('verify-otp', 400, { resetId, otp })).json).toMatchObject({ code: 'reset-rejected' });

  await call('log-in', 401, { userId: USER, password: 'not the password' });
  const { json: session } = await call('log-in', 201, { userId: USER, password: NEW_PASSWORD });
  const bearer = { Authorization: `Bearer ${String(session['sessionToken'])}` };
  await call('who-am-i', 200, {}, bearer);
  await call('log-out', 204, {}, bearer);
  await call('who-am-i', 401, {}, bearer);
  await call('report-reset', 202, { reportToken: reportTokenIn(mail) });
  await call('remind-user-id', 202, { email: 'nobody@example.com' });
});

test('malformed requests are refused as the OpenAPI document says', async () => {
  expect((await send('start-reset', 400, { userId: USER })).json).toMatchObject({ code: 'invalid-request' });
  expect((await send('start-reset', 400, { userId: USER, captchaToken: 'x' })).json).toMatchObject({
    code: 'captcha-rejected',
  });
  await send('start-reset', 415, 'userId=alice', { 'Content-Type': 'text/plain' });
  await send('start-reset', 413, JSON.stringify({ userId: 'x'.repeat(9000) }), { 'Content-Type': 'application/json' });
});
