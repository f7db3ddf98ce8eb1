import type { TabSession } from './session.ts';

/** Maximum length of a user ID: functions/operations/fields.ts. */
const LONGEST = 128;

/** Returns the user ID that an application passed; `undefined` if it passed none, or one that cannot be right. */
export function userIdHint(given: string | null | undefined): string | undefined {
  const hint = given?.trim() ?? '';
  return hint === '' || hint.length > LONGEST ? undefined : hint;
}

/**
 * Keeps the user ID that an embedding page passes: it replaces what the tab holds, because that page knows who its user
 * is now. Passed once more, it does not undo what the user typed in its place.
 */
export function keepGivenUserId(session: TabSession, given: string | undefined): void {
  const hint = userIdHint(given);
  if (hint === undefined || (hint === session.givenUserId && session.userId !== undefined)) return;
  session.givenUserId = hint;
  session.userId = hint;
}
