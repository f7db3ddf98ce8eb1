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
      return expectedOfResend(stage, action);
    case 'complete':
      return expectedOfPassword(stage, action);
    default:
      return undefined;
  }
}

async function expectedOfGuess(stage: Stage, action: Extract<Action, { do: 'verify' }>): Promise<string> {
  const started = chosen(stage.started, action.request);
  const typed = typedCode(stage, action.request, action.code);
  if (started === undefined || typed === undefined) return 'nothing';
  const record = stage.record(started.key);
  const byMail = action.lane === 'mail';
  if (byMail && stage.continuation(record) === undefined) return 'nothing';
  // Without its pepper a continuation is not known.
  const pepperKnown = (await stage.world.peppers.version(record.pepperVersion)) !== undefined;
  if (byMail && !pepperKnown) return 'rejected';
  const live = ['REQUESTED', 'SENT', 'LOCKED'].includes(record.state);
  const unexpired = stage.now < (record.codeExpiresAt ?? 0);
  const open = byMail ? live && unexpired : stage.now < record.openUntil && record.verifiedBy !== 'starter';
  const made = byMail ? record.mailGuesses : record.attempts;
  if (!open || made >= limits.attemptsPerCode) return 'rejected';
  const allowed = byMail || (record.linkOnly !== true && record.codeGuesses < limits.attemptsPerCode);
  const alive = live && unexpired && allowed && record.codeDigest !== undefined && pepperKnown;
  const right = alive && typed === stage.livingCode(record)?.reveal();
  return right ? 'verified' : `denied ${limits.attemptsPerCode - made - 1}`;
}

/** The starter's lane shows nothing of what the owner has done, so the state makes no difference. */
async function expectedOfResend(stage: Stage, { request, lane }: Extract<Action, { do: 'resend' }>): Promise<string> {
  const started = chosen(stage.started, request);
  if (started === undefined) return 'nothing';
  const record = stage.record(started.key);
  if (lane === 'mail') {
    if (stage.continuation(record) === undefined) return 'nothing';
    const pepperKnown = (await stage.world.peppers.version(record.pepperVersion)) !== undefined;
    const going = pepperKnown && ['REQUESTED', 'SENT', 'LOCKED', 'VERIFIED'].includes(record.state);
    return going && stage.now < record.createdAt + 86_400 ? 'issued' : 'rejected';
  }
  if (stage.now >= record.openUntil || record.verifiedBy === 'starter') return 'rejected';
  return record.issue < limits.codesPerHour && record.resendAt <= stage.now ? 'issued' : 'exceeded';
}

async function expectedOfPassword(
  stage: Stage,
  { token, password }: Extract<Action, { do: 'complete' }>,
): Promise<string> {
  const held = chosen(stage.tokens, token);
  if (held === undefined) return 'nothing';
  const record = stage.record(held.key);
  if (record.state === 'APPLYING')
    return record.resetTokenDigest !== undefined && (record.applied?.at ?? 0) + 5 < stage.now
      ? 'unsettled'
      : 'rejected';
  const unexpired = stage.now < (record.resetTokenExpiresAt ?? 0);
  const open = record.state === 'VERIFIED' && record.resetTokenDigest !== undefined && unexpired;
  if (!open || record.passwordTries >= 10) return 'rejected';
  if (password.length < limits.password.minimumLength) return 'password-rejected';
  const { fault } = stage.world.directory;
  if (['down', 'before-change'].includes(fault)) return 'unsettled';
  if (!(await stage.isAsMailed(record))) return 'rejected';
  return !stage.lostAfterChange ? 'completed' : 'unsettled';
}
