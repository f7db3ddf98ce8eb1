import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import type { SmokeEndpoints } from './endpoints.ts';
import { type Answer, httpCall } from './http-call.ts';
import { callOperation } from './operation-call.ts';

/** Milliseconds to wait for a mail. */
const PATIENCE = 120_000;

/** Milliseconds after which a code is known that is in the mailbox already: the record of a mail follows the mail. */
const RECORDED_WITHIN = 3000;

/** Returns the parts of a driver that the endpoints lack; empty if the journey can run. */
export const missingForJourney = ({ inbox, recaptcha, canary }: SmokeEndpoints): string[] =>
  Object.entries({ inbox, recaptcha, canary }).flatMap(([name, value]) => (value === undefined ? [name] : []));

/**
 * Runs the whole journey of the canary account: start, mail, verify, complete, log in, log out. It uses one of the
 * account's three codes an hour, and leaves the account with a random password, because the next run needs none.
 */
export async function makeJourney({ site, api, inbox, recaptcha, canary }: SmokeEndpoints): Promise<void> {
  if (inbox === undefined || recaptcha === undefined || canary === undefined) throw new Error('there is no driver');
  const { userId, address } = canary;
  const call = async (status: number, id: OperationId, fields: object): Promise<Answer> => {
    const { captchaAction } = operationOf(id);
    const captchaToken = captchaAction && (await mintToken(recaptcha, captchaAction, new URL(site).hostname));
    return expecting(status, await callOperation(api, id, { captchaToken, ...fields }));
  };

  const { json: started } = await call(202, 'start-reset', { userId });
  const { resetId, reference } = started as { resetId: string; reference: string };
  const otp = codeIn(await mailTo(inbox, address, reference));
  await sleep(RECORDED_WITHIN);
  const verified = await call(200, 'verify-otp', { resetId, otp });
  const newPassword = randomBytes(24).toString('base64url');
  const { resetToken } = verified.json;
  await call(200, 'complete-reset', { resetToken, newPassword, confirmPassword: newPassword });
  await mailTo(inbox, address, reference, 'changed');

  const { json: session } = await call(201, 'log-in', { userId, password: newPassword });
  const signedIn = { Authorization: `Bearer ${String(session['sessionToken'])}` };
  expecting(200, await callOperation(api, 'who-am-i', undefined, signedIn));
  expecting(204, await callOperation(api, 'log-out', undefined, signedIn));
}

function expecting(status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
}

async function mintToken(recaptcha: string, action: string, hostname: string): Promise<string> {
  const { json } = await httpCall({
    method: 'POST',
    url: `${recaptcha}/recaptcha/test/token`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action, hostname }),
  });
  return String(json['token']);
}

interface InboxMail {
  readonly destination: { readonly to: readonly string[] };
  readonly body: { readonly text: string };
}

/** Waits for a mail to an address whose text contains all the words, and returns its text. */
async function mailTo(inbox: string, address: string, ...words: readonly string[]): Promise<string> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const { json } = await httpCall({ method: 'GET', url: `${inbox}/store` });
    const found = ((json['emails'] ?? []) as readonly InboxMail[]).find(
      ({ destination, body }) => destination.to.includes(address) && words.every((word) => body.text.includes(word)),
    );
    if (found !== undefined) return found.body.text;
    await sleep(200);
  }
  throw new Error(`no mail to ${address} with ${words.join(', ')} came in ${PATIENCE} ms`);
}

/** Returns the code of a mail: the only line that is a number. */
function codeIn(text: string): string {
  const [, code] = /^\s*(\d{6,12})\s*$/m.exec(text) ?? [];
  if (code === undefined) throw new Error('the mail has no line with a code');
  return code;
}
