import type { Contender, Verdict, Visitor } from '../../../../bench/peers/contender.ts';
import {
  askBlock,
  guessBurst,
  GUESSES,
  guessesOf,
  REPLAYS,
  replayBurst,
  resetBlock,
  shapeOfAsk,
} from '../../../../bench/peers/measure.ts';

const CODE = '0042';

/** Compares `limit` guesses of a code, and accepts the code once, or always. */
function contender({ limit = Number.POSITIVE_INFINITY, once = true, counts = false, asks = 202 } = {}): Contender {
  let [compared, taken] = [0, false];
  const verdictOf = (code: string): Verdict => {
    if (compared >= limit || (once && taken)) return 'refused';
    compared += 1;
    if (code !== CODE) return 'wrong';
    taken = true;
    return 'accepted';
  };
  const visitor: Visitor = {
    ask: async () => ({ answer: { status: asks, rawHeaders: [], text: '', milliseconds: 1 }, request: 'r' }),
    guess: async (_request, code) => ({ milliseconds: 2, verdict: verdictOf(code), grant: 'g' }),
    set: async () => ({ milliseconds: 3, done: true }),
    redeem: async (_request, code) => verdictOf(code) === 'accepted',
    leave: () => {},
  };
  return {
    about: { name: 'fake', version: '1', store: 'memory', hash: 'none' },
    arrive: async () => visitor,
    codeOf: async () => CODE,
    ...(counts && { comparisons: async () => compared }),
    quiet: async () => {},
    pause: 0,
    processorTime: () => undefined,
    stop: async () => {},
  };
}

describe('guesses', () => {
  test('are all of the length of the code, all different, and only the last is right', () => {
    for (const code of ['000000', '999999', '12345678']) {
      const guesses = guessesOf(code);
      expect(new Set(guesses).size).toBe(GUESSES);
      expect(guesses.indexOf(code)).toBe(GUESSES - 1);
      expect(guesses.every((guess) => /^\d+$/.test(guess) && guess.length === code.length)).toBe(true);
    }
  });

  test('count as compared unless they are refused', async () => {
    expect(await guessBurst(contender({ limit: 5 }), 'user')).toEqual({ evaluated: 5, rightAccepted: false });
    expect(await guessBurst(contender(), 'user')).toEqual({ evaluated: GUESSES, rightAccepted: true });
  });

  test('are counted by the contender where it counts', async () => {
    expect(await guessBurst(contender({ limit: 3, counts: true }), 'user')).toMatchObject({ evaluated: 3 });
  });
});

test('every way to the end counts when one code is sent again', async () => {
  expect(await replayBurst(contender(), 'user')).toBe(1);
  expect(await replayBurst(contender({ once: false }), 'user')).toBe(REPLAYS);
});

test('a block of resets has a time for each step of each reset', async () => {
  const { resets, milliseconds } = await resetBlock(contender({ once: false }), ['one', 'two', 'three']);
  expect({ resets, milliseconds }).toEqual({
    resets: 3,
    milliseconds: { ask: [1, 1, 1], verify: [2, 2, 2], set: [3, 3, 3] },
  });
});

test('a reset that is refused is an error, not a figure', async () => {
  await expect(resetBlock(contender({ limit: 0 }), ['one'])).rejects.toThrow('the right code was refused');
  await expect(resetBlock(contender({ asks: 429 }), ['one'])).rejects.toThrow('one asks for a code and gets 429');
});

test('a block of asks has as many known users as unknown ones', async () => {
  const asks = await askBlock(contender(), ['one', 'two'], 1, 1);
  expect(asks.map(({ kind }) => kind).toSorted()).toEqual(['known', 'known', 'unknown', 'unknown']);
});

describe('the shape of an answer to who asks', () => {
  const answer = (text: string, cookie = 'a=1') => ({
    status: 200,
    rawHeaders: ['Set-Cookie', cookie, 'ETag', text],
    text,
  });

  test('does not depend on the name that was sent, nor on the state in a cookie', () => {
    const [known, unknown] = [answer('to user-0001@x', 'a=1'), answer('to nope-0007@x', 'a=2')];
    expect(shapeOfAsk(known, 'user-0001')).toBe(shapeOfAsk(unknown, 'nope-0007'));
  });

  test('depends on everything else', () => {
    expect(shapeOfAsk(answer('sent'), 'user-0001')).not.toBe(shapeOfAsk(answer('nobody'), 'user-0001'));
    expect(shapeOfAsk({ ...answer('sent'), status: 400 }, 'u')).not.toBe(shapeOfAsk(answer('sent'), 'u'));
    expect(shapeOfAsk({ ...answer('sent'), rawHeaders: ['X-More', '1'] }, 'u')).not.toBe(
      shapeOfAsk({ ...answer('sent'), rawHeaders: [] }, 'u'),
    );
  });
});
