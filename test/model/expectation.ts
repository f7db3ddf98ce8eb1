import { rules as limits } from '../../testkit/fakes/world.ts';
import { type Action, chosen, typedCode } from './actions.ts';
import type { Stage } from './stage.ts';

/**
 * Outcome that an action must have if nothing else happens at the same time, derived from the stored record and the
 * mails. Undefined if an action has only one possible outcome. Wrong guesses are predicted without the directory,
 * because the answer is the same with and without an account.
 */
export async function expectation(stage: Stage, action: Action): Promise<string | undefined> {
  switch (action.do) {
    case 'verify':
      return expectedOfGuess(stage, action);
    case 'resend':
      return expectedOfResend(stage, action.request);
    case 'complete':
      return expectedOfPassword(stage, action);
    default:
      return undefined;
  }
}

async function expectedOfGuess(stage: Stage, { request, code }: Extract<Action, { do: 'verify' }>): Promise<string> {
  const started = chosen(stage.started, request);
  const typed = typedCode(stage, request, code);
  if (started === undefined || typed === undefined) return 'nothing';
  const record = stage.record(started.key);
  const open = ['REQUESTED', 'SENT'].includes(record.state) && stage.now < record.expiresAt;
  if (!open || record.attempts >= limits.attemptsPerCode) return 'rejected';
  const pepperKnown = (await stage.world.peppers.version(record.pepperVersion)) !== undefined;
  const alive = record.state === 'SENT' && record.codeDigest !== undefined && pepperKnown;
  const right = alive && typed === stage.livingCode(record)?.reveal();
  return right ? 'verified' : `denied ${limits.attemptsPerCode - record.attempts - 1}`;
}

function expectedOfResend(stage: Stage, number: number): string {
  const started = chosen(stage.started, number);
  if (started === undefined) return 'nothing';
  const record = stage.record(started.key);
  if (!['REQUESTED', 'SENT', 'LOCKED'].includes(record.state) || stage.now >= record.expiresAt) return 'rejected';
  return record.issue < limits.codesPerHour && record.resendAt <= stage.now ? 'issued' : 'exceeded';
}

function expectedOfPassword(stage: Stage, { token, password }: Extract<Action, { do: 'complete' }>): string {
  const held = chosen(stage.tokens, token);
  if (held === undefined) return 'nothing';
  const record = stage.record(held.key);
  if (record.state === 'APPLYING')
    return record.resetTokenDigest !== undefined && (record.applied?.at ?? 0) + 5 < stage.now
      ? 'unsettled'
      : 'rejected';
  const open = record.state === 'VERIFIED' && record.resetTokenDigest !== undefined && stage.now < record.expiresAt;
  if (!open || record.passwordTries >= 10) return 'rejected';
  if (password.length < limits.password.minimumLength) return 'password-rejected';
  return !stage.lostAfterChange && ['none', 'after-change'].includes(stage.world.directory.fault)
    ? 'completed'
    : 'unsettled';
}
