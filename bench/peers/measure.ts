import { setTimeout as sleep } from 'node:timers/promises';
import { burst, inTurns } from '../../testkit/deployment/burst.ts';
import { shapeOf } from '../../testkit/enumeration/answer-shape.ts';
import type { TimedAnswer } from '../../testkit/enumeration/timed-connection.ts';
import { seededRandom, shuffled } from '../../testkit/measuring/statistics.ts';
import type { TreeTime } from '../../testkit/measuring/processor-time.ts';
import { type Asked, type Contender, type Step, STEPS, userId, type Visitor } from './contender.ts';

/** Resets under way at once. */
export const WIDTH = 4;
/** Guesses of one code at once, of which the last is right. */
export const GUESSES = 200;
/** Times that one code is sent at once. */
export const REPLAYS = 50;

export interface ResetBlock {
  readonly resets: number;
  readonly seconds: number;
  readonly processor: TreeTime | undefined;
  readonly milliseconds: Record<Step, number[]>;
}

export interface Ask {
  readonly kind: 'known' | 'unknown';
  readonly milliseconds: number;
  readonly shape: string;
}

export interface GuessBurst {
  readonly evaluated: number;
  readonly rightAccepted: boolean;
}

const PASSWORD = 'seven quiet rivers under 7 old Bridges';

/** Complete resets of these users, four at a time, by visitors whose pages are loaded before the clock runs. */
export async function resetBlock(contender: Contender, users: readonly string[]): Promise<ResetBlock> {
  const visitors = await inTurns(users.length, WIDTH, () => contender.arrive(STEPS));
  const milliseconds: Record<Step, number[]> = { ask: [], verify: [], set: [] };
  await contender.quiet();
  const before = contender.processorTime();
  const began = performance.now();
  await inTurns(users.length, WIDTH, async (index) => {
    const visitor = visitors[index];
    if (visitor !== undefined) await reset(contender, visitor, users[index] ?? '', milliseconds);
  });
  const seconds = (performance.now() - began) / 1000;
  // The work behind an answer is part of a reset's cost.
  await contender.quiet();
  const after = contender.processorTime();
  for (const visitor of visitors) visitor.leave();
  return { resets: users.length, seconds, processor: difference(after, before), milliseconds };
}

async function reset(
  contender: Contender,
  visitor: Visitor,
  user: string,
  milliseconds: Record<Step, number[]>,
): Promise<void> {
  const { answer, request } = await asking(contender, visitor, user);
  milliseconds.ask.push(answer.milliseconds);
  const guessed = await visitor.guess(request, await contender.codeOf(user, request));
  if (guessed.verdict !== 'accepted') throw new Error(`${contender.about.name}: the right code was ${guessed.verdict}`);
  milliseconds.verify.push(guessed.milliseconds);
  const set = await visitor.set(guessed.grant, PASSWORD);
  if (!set.done) throw new Error(`${contender.about.name}: the new password was refused`);
  milliseconds.set.push(set.milliseconds);
}

async function asking(contender: Contender, visitor: Visitor, user: string): Promise<Asked> {
  const asked = await visitor.ask(user);
  const { status, text } = asked.answer;
  if (status >= 200 && status < 300) return asked;
  throw new Error(`${contender.about.name}: ${user} asks for a code and gets ${status}: ${text}`);
}

const difference = (after: TreeTime | undefined, before: TreeTime | undefined): TreeTime | undefined =>
  after && before && { all: after.all - before.all, descendants: after.descendants - before.descendants };

/** Asks for a code for each of these known users and for as many unknown ones, in random order, one at a time. */
export async function askBlock(
  contender: Contender,
  users: readonly string[],
  firstUnknown: number,
  seed: number,
): Promise<Ask[]> {
  const known = users.map((user) => ({ kind: 'known' as const, user }));
  const unknown = users.map((_, index) => ({
    kind: 'unknown' as const,
    user: userId('unknown', firstUnknown + index),
  }));
  const asks: Ask[] = [];
  for (const { kind, user } of shuffled([...known, ...unknown], seededRandom(seed))) {
    const visitor = await contender.arrive(['ask']);
    const { answer } = await visitor.ask(user);
    visitor.leave();
    asks.push({ kind, milliseconds: answer.milliseconds, shape: shapeOfAsk(answer, user) });
    await sleep(contender.pause);
  }
  await contender.quiet();
  return asks;
}

/** The code of a user's new request, with visitors who are all ready to send a code. */
async function readied(contender: Contender, user: string, count: number, steps: readonly Step[]) {
  const asker = await contender.arrive(['ask']);
  const { request } = await asking(contender, asker, user);
  const code = await contender.codeOf(user, request);
  asker.leave();
  const visitors: Visitor[] = await inTurns(count, WIDTH, () => contender.arrive(steps));
  return { request, code, visitors };
}

/** Guesses of one code at once, from as many sources, of which the one sent last is right. */
export async function guessBurst(contender: Contender, user: string): Promise<GuessBurst> {
  const { request, code, visitors } = await readied(contender, user, GUESSES, ['verify']);
  const guesses = guessesOf(code);
  const before = await contender.comparisons?.();
  const answers = await burst(GUESSES, async (index) => visitors[index]?.guess(request, guesses[index] ?? ''));
  const after = await contender.comparisons?.();
  for (const visitor of visitors) visitor.leave();
  await contender.quiet();
  return {
    evaluated:
      after === undefined || before === undefined
        ? answers.filter((answer) => answer?.verdict !== 'refused').length
        : after - before,
    rightAccepted: answers.at(-1)?.verdict === 'accepted',
  };
}

/** Different wrong codes of the same length, and the right one behind them. */
export function guessesOf(code: string, count = GUESSES): string[] {
  const codes = 10 ** code.length;
  return Array.from({ length: count }, (_, index) =>
    String((Number(code) + count - 1 - index) % codes).padStart(code.length, '0'),
  );
}

/** Sends one code at once, from as many sources, each with a password of its own; counts the successes. */
export async function replayBurst(contender: Contender, user: string): Promise<number> {
  const { request, code, visitors } = await readied(contender, user, REPLAYS, ['verify', 'set']);
  const ends = await burst(REPLAYS, async (index) => visitors[index]?.redeem(request, code, `${PASSWORD} ${index}`));
  for (const visitor of visitors) visitor.leave();
  await contender.quiet();
  return ends.filter((end) => end === true).length;
}

/** Beside the headers of each call: a cookie with the state, and a digest of a body that names the user. */
const VARYING = new Set(['set-cookie', 'etag']);

const isVarying = (name: string | undefined): boolean => name !== undefined && VARYING.has(name.toLowerCase());

/** The part of an answer that may not depend on the user, whose name is masked; see {@link shapeOf}. */
export function shapeOfAsk({ status, rawHeaders, text }: Omit<TimedAnswer, 'milliseconds'>, user: string): string {
  const headers = rawHeaders.map((each, index) =>
    index % 2 === 1 && isVarying(rawHeaders[index - 1]) ? '<varies>' : each,
  );
  return shapeOf({ status, rawHeaders: headers, text: text.replaceAll(user, '<user>') });
}
