import fc from 'fast-check';
import { act, type Action } from './actions.ts';
import { expectation } from './expectation.ts';
import { checkInvariants, checkSettled } from './invariants.ts';
import { Stage } from './stage.ts';

/** Next line of a script: one action alone, or several in parallel that take turns in this order. */
export type Line = Action | { readonly atOnce: readonly Action[]; readonly turns: readonly number[] };

/** State that the commands need in order to know whether there is something to act on. */
interface Beginning {
  started: number;
}

/** Line of a script as fast-check runs it. It prints in the form that test/model/regressions.test.ts replays. */
export class LineCommand implements fc.AsyncCommand<Beginning, Stage> {
  readonly #line: Line;

  constructor(line: Line) {
    this.#line = line;
  }

  check({ started }: Readonly<Beginning>): boolean {
    return started > 0 || actionsOf(this.#line).some((action) => action.do === 'start' || action.do === 'directory');
  }

  async run(model: Beginning, stage: Stage): Promise<void> {
    const line = this.#line;
    if ('atOnce' in line) {
      const calls = line.atOnce.map((action) => () => act(stage, action));
      await stage.turns.interleave(calls, line.turns);
    } else {
      const expected = await expectation(stage, line);
      const outcome = await act(stage, line);
      if (expected !== undefined && expected !== outcome) throw new Error(`${outcome} in place of ${expected}`);
    }
    model.started = stage.started.length;
    checkInvariants(stage);
  }

  toString(): string {
    return JSON.stringify(this.#line);
  }
}

const actionsOf = (line: Line): readonly Action[] => ('atOnce' in line ? line.atOnce : [line]);

/** Runs a script from its beginning, settles everything pending, and checks what must hold. */
export async function play(
  beginning: readonly Line[],
  commands: Iterable<fc.AsyncCommand<Beginning, Stage>> = [],
): Promise<Stage> {
  const stage = new Stage();
  const setup = { model: { started: 0 }, real: stage };
  await fc.asyncModelRun(
    () => setup,
    beginning.map((line) => new LineCommand(line)),
  );
  await fc.asyncModelRun(() => setup, commands);

  await act(stage, { do: 'directory', fault: 'none' });
  await act(stage, { do: 'mail-service', failing: false });
  for (let round = 0; round < 4; round++) {
    await act(stage, { do: 'deliver' });
    await act(stage, { do: 'wait', seconds: 61 });
    await act(stage, { do: 'redeliver' });
  }
  checkInvariants(stage);
  await checkSettled(stage);
  return stage;
}

const GOOD_PASSWORDS = ['a brand new password', 'another brand new one', 'correct horse battery staple'];

const FAULTS = ['none', 'none', 'none', 'before-change', 'after-change', 'lost-after-change', 'down'] as const;

const number = fc.nat({ max: 3 });
const guess = fc.record({
  do: fc.constant('verify' as const),
  request: number,
  code: fc.constantFrom('right', 'right', 'wrong', 'older', 'of-another'),
  lane: fc.constantFrom(undefined, undefined, 'mail' as const),
});
const completion = fc.record({
  do: fc.constant('complete' as const),
  token: number,
  password: fc.constantFrom(...GOOD_PASSWORDS, 'short'),
});
const delivery = fc.constantFrom<Action>({ do: 'deliver' }, { do: 'deliver' }, { do: 'redeliver' });

/** Actions that may also happen while other calls are in progress. No call is in progress for a minute. */
const quick: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: guess, weight: 6 },
  { arbitrary: completion, weight: 5 },
  { arbitrary: delivery, weight: 4 },
  {
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      userId: fc.constantFrom('alice', 'alice', 'bob', 'carol', 'nobody'),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('resend' as const),
      request: number,
      lane: fc.constantFrom(undefined, undefined, 'mail' as const),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constantFrom('report' as const, 'cancel' as const), request: number }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('deliver-again' as const), write: fc.nat({ max: 40 }) }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant('directory' as const),
      fault: fc.constantFrom(...FAULTS),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('mail-outcome' as const),
      mail: number,
      outcome: fc.constantFrom('delivered' as const, 'bounced' as const, 'complained' as const, 'rejected' as const),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 9 }) }), weight: 1 },
  {
    arbitrary: fc.record({ do: fc.constant('change-account' as const), userId: fc.constantFrom('alice', 'bob') }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: fc.constant('mail-service' as const), failing: fc.boolean() }), weight: 1 },
);

const slow: fc.Arbitrary<Action> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.constantFrom(60, 61, 61, 61, 599, 600, 3600, 86_400),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('wait-for-expiry' as const),
      request: number,
      offset: fc.constantFrom(-1 as const, 0 as const),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant('log-in' as const), userId: fc.constantFrom('alice', 'bob') }), weight: 1 },
  { arbitrary: fc.constant<Action>({ do: 'rotate' }), weight: 1 },
);

const stretch = (call: number, turns: number): number[] => Array.from({ length: turns }, () => call);

/** Order and number of turns: for many races one call must stand still while another runs to its end. */
const order = fc
  .array(fc.tuple(fc.nat({ max: 9 }), fc.constantFrom(1, 1, 2, 3, 5, 40)), { maxLength: 10 })
  .map((stretches) => stretches.flatMap(([call, turns]) => stretch(call, turns)));
const mixed = fc.record({ atOnce: fc.array(quick, { minLength: 2, maxLength: 6 }), turns: order });

/** Many guesses at one request, one of them perhaps right. */
const burst = fc.record({
  atOnce: fc
    .tuple(
      number,
      fc.array(fc.constantFrom('right' as const, 'wrong' as const, 'wrong' as const), { minLength: 2, maxLength: 9 }),
    )
    .map(([request, codes]): Action[] => codes.map((code) => ({ do: 'verify', request, code }))),
  turns: order,
});

/** Resend and its mail while guesses at the older code are in progress, often between count and consume. */
const renewal = fc.record({
  atOnce: fc
    .tuple(number, fc.shuffledSubarray(['right', 'right', 'wrong'] as const, { minLength: 1 }))
    .map(([request, codes]): Action[] => [
      { do: 'resend', request },
      { do: 'deliver' },
      ...codes.map((code) => ({ do: 'verify', request, code }) as const),
    ]),
  turns: fc.oneof(
    order,
    fc.integer({ min: 2, max: 6 }).map((turns) => [...stretch(2, turns), ...stretch(0, 8), ...stretch(1, 40)]),
  ),
});

const mailedTo = (userId: string): Line[] => [{ do: 'start', userId }, { do: 'deliver' }];
const verifiedFor = (userId: string): Line[] => [...mailedTo(userId), { do: 'verify', request: 0, code: 'right' }];

/** Beginnings of scripts. Random actions rarely lead to two tokens of one account. */
export const beginnings = fc.constantFrom<Line[]>(
  [],
  mailedTo('alice'),
  [...mailedTo('alice'), { do: 'wait', seconds: 61 }],
  mailedTo('nobody'),
  [{ do: 'mail-service', failing: true }, ...mailedTo('bob')],
  [...verifiedFor('alice'), { do: 'change-account', userId: 'alice' }],
  [...verifiedFor('alice'), { do: 'complete', token: 0, password: 'a brand new password' }],
  verifiedFor('alice'),
  [...verifiedFor('alice'), { do: 'wait', seconds: 61 }, ...verifiedFor('alice')],
  [...verifiedFor('alice'), { do: 'wait', seconds: 61 }, ...mailedTo('alice')],
);

/** Scripts of up to forty lines. */
export const scripts = fc.commands(
  [quick, quick, quick, slow, mixed, mixed, burst, renewal, delivery].map((lines) =>
    (lines as fc.Arbitrary<Line>).map((line) => new LineCommand(line)),
  ),
  { maxCommands: 40, size: '+1' },
);

/** Change in progress while redeliveries with clocks that are ahead consider it overdue. */
export const changesUnderSkew = fc
  .record({ redeliveries: fc.constantFrom(1, 2), turns: order })
  .map(({ redeliveries, turns }): Line[] => [
    ...verifiedFor('alice'),
    {
      atOnce: [
        { do: 'complete', token: 0, password: 'a brand new password' },
        ...Array.from({ length: redeliveries }, () => ({ do: 'redeliver-ahead' }) as const),
      ],
      turns,
    },
  ]);
