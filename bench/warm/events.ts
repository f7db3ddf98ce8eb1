import type { CaptchaAction, OperationId } from '../../functions/operations/index.ts';
import { operationOf } from '../../functions/operations/index.ts';
import { type Deployment, expecting, type Started } from '../../testkit/deployment/deployment.ts';
import { proxyEvent } from '../functions/events.ts';

/** Users that no journey of the bench takes. */
const FIRST_USER = 101;
const PASSWORD = 'correct horse battery staple';

const userIdOf = (index: number): string => `user-${String(FIRST_USER + index).padStart(4, '0')}`;
const sourceOf = (index: number): string => `127.2.0.${index + 1}`;

async function eventOf(
  deployment: Deployment,
  id: OperationId,
  index: number,
  fields?: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const action: CaptchaAction | undefined = operationOf(id).captchaAction;
  const token = action && { captchaToken: await deployment.captcha(action) };
  const all = { 'Content-Type': 'application/json', ...headers };
  return proxyEvent(id, fields && { ...fields, ...token }, sourceOf(index), all);
}

/** A request of each user, its code and its report link. */
async function mailedRequest(deployment: Deployment, index: number) {
  const started: Started = await deployment.start(userIdOf(index), { from: sourceOf(index) });
  const { text } = await deployment.mailbox.waitFor(`${userIdOf(index)}@example.com`, started.reference);
  const otp = /^\d{6,12}$/m.exec(text)?.[0];
  const reportToken = /report#([\w.-]+)/.exec(text)?.[1];
  if (otp === undefined || reportToken === undefined) throw new Error('a mail has no code or no link');
  return { resetId: started.resetId, otp, reportToken: decodeURIComponent(reportToken) };
}

type Prepare = (deployment: Deployment, indexes: readonly number[]) => Promise<unknown[]>;

const each =
  (make: (deployment: Deployment, index: number) => Promise<unknown>): Prepare =>
  async (deployment, indexes) => {
    const events: unknown[] = [];
    for (const index of indexes) events.push(await make(deployment, index));
    return events;
  };

const session = async (deployment: Deployment, index: number): Promise<Record<string, string>> => {
  const answer = await deployment.logIn(userIdOf(index), PASSWORD, { from: sourceOf(index) });
  return { Authorization: `Bearer ${String(expecting(201, answer).json['sessionToken'])}` };
};

/** For each operation, events that succeed, one for each index; users of an index are its own. */
export const succeedingEvents: Readonly<Record<OperationId, Prepare>> = {
  'start-reset': each((deployment, index) => eventOf(deployment, 'start-reset', index, { userId: userIdOf(index) })),
  'resend-otp': each(async (deployment, index) => {
    const { resetId } = await mailedRequest(deployment, index);
    return eventOf(deployment, 'resend-otp', index, { resetId });
  }),
  'verify-otp': each(async (deployment, index) => {
    const { resetId, otp } = await mailedRequest(deployment, index);
    return eventOf(deployment, 'verify-otp', index, { resetId, otp });
  }),
  'complete-reset': each(async (deployment, index) => {
    const request = await mailedRequest(deployment, index);
    const { resetToken } = expecting(200, await deployment.verify(request, request.otp)).json;
    const newPassword = `password number ${index} of the bench`;
    return eventOf(deployment, 'complete-reset', index, { resetToken, newPassword, confirmPassword: newPassword });
  }),
  'report-reset': each(async (deployment, index) => {
    const { reportToken } = await mailedRequest(deployment, index);
    return eventOf(deployment, 'report-reset', index, { reportToken });
  }),
  'remind-user-id': each((deployment, index) =>
    eventOf(deployment, 'remind-user-id', index, { email: `${userIdOf(index)}@example.com` }),
  ),
  'log-in': each((deployment, index) =>
    eventOf(deployment, 'log-in', index, { userId: userIdOf(index), password: PASSWORD }),
  ),
  'who-am-i': each(async (deployment, index) =>
    eventOf(deployment, 'who-am-i', index, undefined, await session(deployment, index)),
  ),
  'log-out': each(async (deployment, index) =>
    eventOf(deployment, 'log-out', index, undefined, await session(deployment, index)),
  ),
};
