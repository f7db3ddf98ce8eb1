import type { Endpoints } from '../deployment/endpoints.ts';
import { findUsersTable } from './subjects.ts';

/** Conditions behind the service while it is measured. */
export const CONDITIONS = ['normal', 'slow mail', 'slow directory', 'mail refused'] as const;
export type Condition = (typeof CONDITIONS)[number];

export const CONDITION_TEXT: Record<Condition, string> = {
  normal: 'everything answers as fast as it can',
  'slow mail': 'the mail service takes 30 ms more',
  'slow directory': 'the user directory takes 30 ms more',
  'mail refused': 'the mail service rejects every mail',
};

/** Milliseconds of delay in a slow condition. */
export const EXTRA_MS = 30;

type Where = Readonly<Record<'inbox' | 'dynamodb', string>>;

/** The emulators that a measurement steers; throws where a deployment has none. */
export function laptopEndpoints({ inbox, dynamodb }: Endpoints): Where {
  if (inbox === undefined || dynamodb === undefined) throw new Error('only a laptop cloud can be measured');
  return { inbox, dynamodb };
}

/** Sets the condition for a piece of work; afterwards all is normal again, also after an error. */
export async function under<Result>(where: Where, condition: Condition, work: () => Promise<Result>): Promise<Result> {
  await set(where, condition);
  try {
    return await work();
  } finally {
    await set(where, 'normal');
  }
}

async function set({ inbox, dynamodb }: Where, condition: Condition): Promise<void> {
  await post(`${inbox}/test/mode`, {
    mode: condition === 'mail refused' ? 'reject' : 'ok',
    delayMs: condition === 'slow mail' ? EXTRA_MS : 0,
  });
  const slow = condition === 'slow directory';
  await post(`${dynamodb}/_test/delay`, {
    milliseconds: slow ? EXTRA_MS : 0,
    ...(slow && { containing: `"TableName":"${await findUsersTable(dynamodb)}"` }),
  });
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
}
