import { Ledger } from '../../../bench/load/ledger.ts';
import { growthByFunction, growthOf } from '../../../bench/load/memory.ts';
import { holds, type Inside, reconcile } from '../../../bench/load/reconcile.ts';
import { budgetsBroken } from '../../../bench/load/tables.ts';
import type { AuditEventName } from '../../../functions/domain/audit-event.ts';

const ADDRESS = 'user-0001@example.com';
const REFERENCE = 'K7QM-2XPD';
const CODE = `Your code\n\n  12345678\n\nReference: ${REFERENCE}`;
const NOTICE = `The password of your account was changed. Reference: ${REFERENCE}`;

const events = (request: string, ...names: AuditEventName[]): Inside['events'] =>
  names.map((event, index) => ({ id: `${request}:${index + 1}`, event, request, sequence: index + 1 }));

/** One reset from start to login, one start for nobody and one over the limit, with nothing lost. */
function wholeLedger(): Ledger {
  const ledger = new Ledger();
  ledger.starts.push(
    { request: 'one', reference: REFERENCE, address: ADDRESS },
    { request: 'two', reference: 'AAAA-BBBB', address: undefined },
  );
  ledger.changes.push({ request: 'one', reference: REFERENCE, address: ADDRESS, loggedIn: true });
  for (const [step, status] of [
    ['start-reset', 202],
    ['start-reset', 202],
    ['start-reset', 429],
    ['verify-otp', 200],
    ['complete-reset', 200],
    ['log-in', 201],
  ] as const)
    ledger.calls.push({ step, status, took: 1, problem: undefined });
  return ledger;
}

const whole: Inside = {
  records: [
    { key: 'RESET#one', kind: 'reset', state: 'COMPLETED', sequence: 10 },
    { key: 'RESET#two', kind: 'reset', state: 'SENT', sequence: 2 },
  ],
  mails: [
    { to: [ADDRESS], text: CODE },
    { to: [ADDRESS], text: NOTICE },
  ],
  events: [
    ...events(
      'one',
      'reset_requested',
      'otp_mailed',
      'mail_delivered',
      'otp_attempted',
      'otp_verified',
      'password_applying',
      'password_changed',
      'sessions_ended',
      'change_notified',
      'mail_delivered',
    ),
    ...events('two', 'reset_requested', 'otp_suppressed'),
    { id: 'a', event: 'limit_hit' },
    { id: 'b', event: 'login_succeeded' },
  ],
  trail: { events: 14, duplicates: 0, findings: [] },
};

const broken = (inside: Inside, ledger = wholeLedger()): string[] =>
  reconcile(ledger, inside)
    .filter((equation) => !holds(equation))
    .map(({ what }) => what);

const without = (id: string): Inside => ({ ...whole, events: whole.events.filter((event) => event.id !== id) });

test('where nothing is lost, every equation holds', () => {
  expect(broken(whole)).toEqual([]);
});

describe('what is planted is found', () => {
  const [code, notice] = whole.mails.map((mail) => [mail]);
  const [first, second] = whole.records.map((record) => [record]);
  const planted: readonly [string, Inside, string][] = [
    ['a lost code', { ...whole, mails: notice ?? [] }, 'otp_mailed: mails with a code, to the right address'],
    ['a lost notice', { ...whole, mails: code ?? [] }, 'changes answered 200: one notice to the address'],
    [
      'a second code',
      { ...whole, mails: [...whole.mails, ...(code ?? [])] },
      'otp_mailed: mails with a code, to the right address',
    ],
    [
      'a second notice',
      { ...whole, mails: [...whole.mails, ...(notice ?? [])] },
      'changes answered 200: one notice to the address',
    ],
    [
      'a code to another address',
      { ...whole, mails: [{ to: ['x@example.com'], text: CODE }, ...(notice ?? [])] },
      'otp_mailed: mails with a code, to the right address',
    ],
    ['a lost request', { ...whole, records: first ?? [] }, 'starts answered 202: records'],
    [
      'an invented request',
      { ...whole, records: [...whole.records, { key: 'RESET#three', kind: 'reset', state: 'SENT', sequence: 1 }] },
      'starts answered 202: records',
    ],
    [
      'a record that is still pending',
      {
        ...whole,
        records: [...(first ?? []), ...(second ?? []).map((record) => ({ ...record, pending: 'mail-3' as const }))],
      },
      'records: nothing is pending any more',
    ],
    ['a lost event', without('one:5'), 'transitions of the records: events, each once'],
    [
      'an invented event',
      { ...whole, events: [...whole.events, { id: 'one:11', event: 'otp_verified', request: 'one', sequence: 11 }] },
      'transitions of the records: events, each once',
    ],
    [
      'a doubled change',
      {
        ...whole,
        events: [...whole.events, { id: 'one:11', event: 'password_changed', request: 'one', sequence: 11 }],
      },
      'changes answered 200: password_changed',
    ],
    ['a start without an end', without('two:2'), 'starts: one otp_mailed or otp_suppressed each'],
    ['a limit without its event', without('a'), 'over the limit (429): limit_hit'],
    [
      'a finding of the trail',
      { ...whole, trail: { ...whole.trail, findings: [{ id: 'one:1', finding: 'altered', reason: '' }] } },
      'findings of the trail',
    ],
  ];
  test.each(planted)('%s', (_what, inside, equation) => {
    expect(broken(inside)).toContain(equation);
  });

  test('a change whose password does not log in', () => {
    const ledger = wholeLedger();
    ledger.changes[0] = { request: 'one', reference: REFERENCE, address: ADDRESS, loggedIn: false };
    expect(broken(whole, ledger)).toEqual(['changes answered 200: the new password logs in']);
  });

  test('a sixth attempt', () => {
    const attempts = Array.from({ length: 6 }, (_, index) => ({
      id: `two:${index + 3}`,
      event: 'otp_attempted' as const,
      request: 'two',
      sequence: index + 3,
    }));
    expect(broken({ ...whole, events: [...whole.events, ...attempts] })).toContain(
      'requests with more than five attempts',
    );
  });
});

describe('memory', () => {
  const steps = (...levels: readonly number[]): number[] => levels.flatMap((level) => [level, level, level]);

  test('is compared from after the first quarter of a life to its last', () => {
    expect(growthOf(steps(100, 100, 150, 150))).toBe(1.5);
    expect(growthOf(steps(50, 100, 100, 100))).toBe(1);
    expect(growthOf([100, 100, 100, 100, 100, 100, 100])).toBeUndefined();
  });

  test('that lives on in the worst process breaks the budget of its function; what is merely resident does not', () => {
    const resident = steps(2 ** 27, 2 ** 27, 2 ** 28, 2 ** 28);
    const growths = growthByFunction([
      { stem: 'verify-otp', living: steps(100, 100, 100, 100), resident },
      { stem: 'verify-otp', living: steps(100, 100, 150, 200), resident },
      { stem: 'log-in', living: steps(100, 100, 100, 100), resident },
    ]);
    expect(growths).toEqual([
      { stem: 'verify-otp', processes: 2, peak: 256, ratio: 2 },
      { stem: 'log-in', processes: 1, peak: 256, ratio: 1 },
    ]);
    expect(budgetsBroken(new Ledger(), growths, [])).toEqual([expect.stringContaining('verify-otp')]);
  });
});

test('an answer 5xx and one that was not expected break the budget', () => {
  const ledger = new Ledger();
  expect(budgetsBroken(ledger, [], [])).toEqual([]);
  ledger.calls.push({ step: 'log-in', status: 503, took: 1, problem: undefined });
  ledger.errors.push('log-in: 503 in place of 201');
  expect(budgetsBroken(ledger, [], [])).toHaveLength(2);
});
