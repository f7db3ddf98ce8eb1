import { verifyTrail } from '../../testkit/trail-verification.ts';
import { type AuditEventName, eventsIn } from '../../functions/domain/audit-event.ts';
import { accountOf, keyDigest, type ResetRecord } from '../../functions/domain/reset-record.ts';
import { modelRules, type SentCode, type Stage } from './stage.ts';
import { documentedStepsBetween } from './transitions.ts';

/**
 * Seconds by which the clock may advance while calls run in parallel; a call may count a moment that has just passed.
 */
const IN_FLIGHT = 60;
const HOUR = 3600;
const DAY = 86_400;
const GUESSES = modelRules.attemptsPerCode;

const violated = (what: string, seen: unknown): Error => new Error(`${what}: ${JSON.stringify(seen, undefined, 1)}`);

const count = (history: readonly ResetRecord[], event: AuditEventName): number =>
  history.filter(({ lastEvent }) => lastEvent.event === event).length;

/** Checks what must always hold for each request and account in every script. Throws if something does not. */
export function checkInvariants(stage: Stage): void {
  for (const { key, userId } of requestsOf(stage)) {
    const history = historyOf(stage, key);
    checkTransitions(history);
    checkGuesses(stage, key, history);
    checkAcceptedCode(stage, key, history);
    checkChanges(stage, key, history);
    checkSuperseded(stage, key, history);
    if (!['alice', 'bob'].includes(userId)) checkDecoy(history);
  }
  for (const account of ['alice', 'bob']) checkBudget(stage, account);
}

const requestsOf = (stage: Stage): ResetRecord[] => stage.started.map(({ key }) => stage.record(key));

const historyOf = (stage: Stage, key: string): ResetRecord[] =>
  stage.writes.filter((write): write is ResetRecord => write.kind === 'reset' && write.key === key);

function checkTransitions(history: readonly ResetRecord[]): void {
  for (const [position, write] of history.entries()) {
    const before = history[position - 1];
    if (documentedStepsBetween(before, write).length === 0)
      throw violated('a write that the state machine does not have', { before, write });
    if (write.sequence !== (before?.sequence ?? 0) + eventsIn(write.lastEvent))
      throw violated('a gap in the sequence', write);
  }
  if (new Set(history.map(({ stepId }) => stepId)).size !== history.length) throw violated('a step twice', history);
}

/** Every comparison was counted, and in each lane no code is compared more than five times. */
function checkGuesses(stage: Stage, key: string, history: readonly ResetRecord[]): void {
  for (const issue of new Set(history.map((write) => write.issue))) {
    const ofIssue = history.filter((write) => write.issue === issue);
    const attempts = count(ofIssue.filter(byStarter), 'otp_attempted');
    if (attempts > GUESSES) throw violated('more guesses than a code has', { key, issue, attempts });
    // Mailing a code starts its guesses.
    if (count(ofIssue, 'otp_mailed') > 1) throw violated('a code that was mailed twice', { key, issue });
  }
  // Another code may be requested between a guess and its comparison, so these are sums over all issues.
  const denied = stage.world.audit.events.filter(
    ({ event, request, reason }) => event === 'otp_denied' && request === keyDigest(key) && reason === undefined,
  ).length;
  const verified = count(history.filter(byStarter), 'otp_verified');
  const attempts = count(history.filter(byStarter), 'otp_attempted');
  if (denied + verified > attempts) throw violated('a comparison that was not counted', { key, denied, attempts });
  for (const code of new Set(history.map((write) => write.codeIssue))) {
    const guesses = count(
      history.filter((write) => write.codeIssue === code && !byStarter(write)),
      'otp_attempted',
    );
    if (guesses > GUESSES) throw violated('more guesses by the link than a code has', { key, code, guesses });
  }
  const compared = stage.comparisons.filter((comparison) => comparison.key === key).length;
  if (compared > count(history, 'otp_attempted')) throw violated('an answer to a guess that was not counted', { key });
}

const byStarter = ({ lastEvent }: ResetRecord): boolean => lastEvent.reason !== 'by-mail-link';

/** The accepted code is the one that was mailed last when it was accepted. */
function checkAcceptedCode(stage: Stage, key: string, history: readonly ResetRecord[]): void {
  const accepted = stage.accepted.filter((each) => each.key === key);
  if (accepted.length > 1 || count(history, 'otp_verified') > 1) throw violated('a code was used twice', { key });
  for (const { reference, otp } of accepted) {
    const before = history[history.findIndex(({ lastEvent }) => lastEvent.event === 'otp_verified') - 1];
    const mailed = stage.sentCodes.find(
      (code) => code.reference === reference && code.expiresAt === before?.codeExpiresAt && code.otp === otp,
    );
    if (mailed === undefined) throw violated('a code was accepted that was not mailed for this issue', { key, before });
  }
}

function checkChanges(stage: Stage, key: string, history: readonly ResetRecord[]): void {
  const changes = stage.changes.filter(({ changeId }) => changeId.startsWith(keyDigest(key)));
  if (changes.length > 1) throw violated('one token changed the password twice', changes);
  const seen = { key, completed: count(history, 'password_changed'), notified: count(history, 'change_notified') };
  if (seen.completed > 1 || seen.completed > changes.length) throw violated('a completion without a change', seen);
  if (seen.notified > seen.completed) throw violated('more notices than changes', seen);
}

/** After a password change and its follow-up, no earlier code or token can start a change. */
function checkSuperseded(stage: Stage, key: string, history: readonly ResetRecord[]): void {
  const ended = history.findIndex(({ state }) => state === 'CANCELLED');
  if (ended !== -1 && history.slice(ended).some(({ state }) => state !== 'CANCELLED'))
    throw violated('a cancelled request went on', history);

  const account = history.map(accountOf).find((each) => each !== undefined);
  const position = (of: string, event: AuditEventName): number =>
    stage.writes.findLastIndex((write) => write.key === of && write.lastEvent.event === event);
  const begun = position(key, 'password_applying');
  if (stage.reports.some((report) => report.key === key && begun >= report.writes))
    throw violated('a change with a token that was reported', history);
  for (const other of requestsOf(stage)) {
    if (other.key === key || account === undefined || accountOf(other) !== account) continue;
    const [changed, notified] = [position(other.key, 'password_changed'), position(other.key, 'change_notified')];
    const older = position(key, 'otp_mailed') < changed;
    if (notified !== -1 && older && begun > notified)
      throw violated('a change with a token that another change ended', history);
  }
}

function checkDecoy(history: readonly ResetRecord[]): void {
  const states = history.map(({ state }) => state);
  if (states.some((state) => ['VERIFIED', 'APPLYING', 'COMPLETED'].includes(state)))
    throw violated('a decoy was verified', states);
  if (history.some(({ codeDigest, codeIssue }) => codeDigest !== undefined || codeIssue !== undefined))
    throw violated('a decoy has a code', history);
}

/** Counts the mails that were sent, independently of the budget's own records. */
function checkBudget(stage: Stage, account: string): void {
  const codes = new Map<string, SentCode>();
  for (const code of stage.sentCodes.filter((sent) => sent.account === account)) {
    const name = `${code.reference} ${code.expiresAt}`;
    if (!codes.has(name)) codes.set(name, code);
  }
  const proofs = stage.proofs.filter((proof) => proof.account === account).map(({ at }) => at);
  for (const lane of [undefined, 'mail']) {
    const times = [...codes.values()].filter(({ reference }) => laneOf(stage, reference) === lane).map(({ at }) => at);
    for (const end of times) {
      const since = (start: number): number => times.filter((at) => at > start && at <= end).length;
      if (since(end - HOUR + IN_FLIGHT) > modelRules.codesPerHour) throw violated('too many codes in an hour', times);
      if (since(end - DAY + IN_FLIGHT) > modelRules.codesPerDay) throw violated('too many codes in a day', times);
    }
  }
  const guesses = guessesAt(stage, account);
  for (const end of guesses) {
    const proof = Math.max(0, ...proofs.filter((at) => at <= end + IN_FLIGHT));
    const made = guesses.filter((at) => at > proof + IN_FLIGHT && at <= end).length;
    if (made > modelRules.guessesSinceSuccess)
      throw violated('too many guesses without a success', { guesses, proofs });
  }
}

const laneOf = (stage: Stage, reference: string): 'mail' | undefined =>
  requestsOf(stage).find((record) => record.reference === reference)?.lane;

/** Times of the starters' guesses that could hit a code of the account. */
const guessesAt = (stage: Stage, account: string): number[] =>
  stage.writes
    .filter(
      (write): write is ResetRecord =>
        write.kind === 'reset' &&
        accountOf(write) === account &&
        write.lastEvent.event === 'otp_attempted' &&
        byStarter(write) &&
        write.linkOnly !== true &&
        write.codeDigest !== undefined &&
        write.codeGuesses <= GUESSES,
    )
    .map(({ lastEvent }) => Math.floor(Date.parse(lastEvent.at) / 1000));

/** Checks what must hold once the stream and the redelivery have caught up and all faults are gone. */
export async function checkSettled(stage: Stage): Promise<void> {
  for (const { key } of stage.started) {
    const history = historyOf(stage, key);
    const record = stage.record(key);
    if (record.pending !== undefined || record.state === 'APPLYING')
      throw violated('something stays pending forever', record);
    if (record.state === 'COMPLETED' && count(history, 'change_notified') !== 1)
      throw violated('a change without a notice', history);
    const change = stage.changes.findIndex(({ changeId }) => changeId.startsWith(keyDigest(key)));
    const overwritten = stage.changes
      .slice(change + 1)
      .some(({ account }) => account === stage.changes[change]?.account);
    if (change !== -1 && record.state !== 'COMPLETED' && !overwritten)
      throw violated('a change that its request does not know of', history);
  }

  const lastSequences = new Map(
    [...stage.world.resets.records].map(([key, { sequence }]) => [keyDigest(key), sequence]),
  );
  const { findings } = verifyTrail(await stage.world.publish(), [await stage.world.macKeys.current()], {
    lastSequences,
  });
  if (findings.length > 0) throw violated('a broken audit trail', findings);
}
