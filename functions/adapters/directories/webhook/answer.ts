import { type WebhookAnswer, type WebhookCallName, webhookCalls, webhookHeaders } from './contract.ts';
import type { Answer } from './exchange.ts';
import { WebhookError } from './error.ts';
import { isAnswerSignedBy, type SigningKey } from './signature.ts';

const JSON_TYPE = /^application\/json(?:; *charset="?utf-8"?)?$/i;

/**
 * What an answer says, where it is signed for this request and of the agreed form. The signature is checked before anything of
 * the body is looked at. Fields that are not in the contract are left out: a receiver of a later version may send them.
 *
 * @throws WebhookError for every other answer
 */
export function answerOf<Name extends WebhookCallName>(
  name: Name,
  { status, headers, body }: Answer,
  { version: keyId, key }: SigningKey,
  nonce: string,
): WebhookAnswer<Name> {
  if (status >= 300 && status < 400) throw new WebhookError('redirect', status);
  if (status !== 200) throw new WebhookError('status', status);
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) throw new WebhookError('content-type');
  const signature = headers[webhookHeaders.signature];
  if (typeof signature !== 'string' || !isAnswerSignedBy(key, { keyId, nonce, status, body }, signature))
    throw new WebhookError('signature');
  const result = webhookCalls[name].answer.safeParse(parsed(body));
  if (!result.success) throw new WebhookError('form');
  return result.data as WebhookAnswer<Name>;
}

/** A receiver that does not know the key cannot sign its answer, which only leads to a question with another key. */
export const namesUnknownKey = ({ status, body }: Answer): boolean =>
  status === 401 && (parsed(body) as { code?: unknown } | null | undefined)?.code === 'unknown-key';

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
