import type { Delivery, DeliveryOutcome } from '../../../functions/domain/delivery.ts';
import { noteDelivery, partlySent } from '../../../functions/domain/delivery-steps.ts';
import * as noticeSteps from '../../../functions/domain/notice-steps.ts';
import * as reminderSteps from '../../../functions/domain/reminder-steps.ts';
import type { RequestRecord, ResetRecord } from '../../../functions/domain/reset-record.ts';
import * as changeSteps from '../../../functions/domain/change-steps.ts';
import * as endSteps from '../../../functions/domain/end-steps.ts';
import * as codeSteps from '../../../functions/domain/reset-steps.ts';
import type { Step } from '../../../functions/domain/step.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { documented, type DocumentedStep, type StateMachine } from '../../model/documented-steps.ts';

const { KEPT: _kept, ...stepsOfCodes } = codeSteps;
const resetSteps = { ...stepsOfCodes, ...changeSteps, ...endSteps };

const moment = { at: new Date('2026-11-24T10:00:00Z'), ...callFrom('198.51.100.7') };
const rules = { lifetime: 600, cooldown: 60, maximumIssues: 3, maximumTries: 10, retention: 604_800 };
const named = { subject: 'digest-of-subject', subjectKey: '1' };
const asked = { userId: 'alice', locale: 'en', zone: 'Europe/Berlin', ...named };
const record = resetSteps.newReset(
  moment,
  { ...asked, digestOfResetId: 'digest', pepperVersion: '1' },
  rules,
) as ResetRecord;
const code = {
  codeDigest: 'code',
  codeIssue: 1,
  codeExpiresAt: 1,
  account: 'alice',
  mailedTo: ['alice@example.com'],
  accountDigest: 'digest',
  subject: 'digest',
  linkOnly: true,
} as const;

type Declared = Step | Omit<RequestRecord, 'stepId'>;

/** One call of each exported step. */
const resets: Record<keyof typeof resetSteps, Declared[]> = {
  newReset: [record],
  reissue: [resetSteps.reissue(moment, { ...rules, zone: 'Europe/Berlin' }) as Step],
  mailed: [resetSteps.mailed(moment, record, code) as Step],
  suppressed: [resetSteps.suppressed(moment, record, 'unknown-account') as Step],
  suppressedAgain: [resetSteps.suppressedAgain(moment, record, 'unknown-account') as Step],
  reissueDuringChange: [resetSteps.reissueDuringChange(moment, rules) as Step],
  countAttempt: [resetSteps.countAttempt(moment, 5, 'call') as Step],
  countMailAttempt: [resetSteps.countMailAttempt(moment, 5, 'call') as Step],
  verify: [
    resetSteps.verify(moment, { lane: 'mail', call: 'call', language: 'de' }, 'code', {
      digest: 'token',
      expiresAt: 1,
    }) as Step,
    resetSteps.verify(moment, { lane: 'starter', call: 'call' }, 'code', { digest: 'token', expiresAt: 1 }) as Step,
  ],
  lock: [resetSteps.lock(moment, 1) as Step],
  applyPassword: [resetSteps.applyPassword(moment, { resetTokenDigest: 'token', call: 'call' }, rules) as Step],
  overdue: [resetSteps.overdue(moment, record) as Step],
  rejectPassword: [resetSteps.rejectPassword(moment, record, ['too-short']) as Step],
  passwordNotChanged: [resetSteps.passwordNotChanged(moment, record, 'interrupted') as Step],
  completePassword: [resetSteps.completePassword(moment, record, 1, true) as Step],
  refuseChangedAccount: [resetSteps.refuseChangedAccount(moment, record) as Step],
  notified: [resetSteps.notified(moment, record) as Step],
  notifiedOfReported: [resetSteps.notifiedOfReported(moment, record) as Step],
  passwordRevoked: [resetSteps.passwordRevoked(moment, record) as Step],
  warned: [resetSteps.warned(moment, record) as Step],
  cancelReported: [resetSteps.cancelReported(moment) as Step],
  supersede: [resetSteps.supersede(moment) as Step],
  cancelOrdered: [resetSteps.cancelOrdered(moment, 'arn') as Step],
  revokeOrdered: [resetSteps.revokeOrdered(moment, 'arn') as Step],
  reportApplying: [resetSteps.reportApplying(moment) as Step],
  supersedeApplying: [resetSteps.supersedeApplying(moment) as Step],
  reportCompleted: [resetSteps.reportCompleted(moment) as Step],
  reportBeforeNotice: [resetSteps.reportBeforeNotice(moment, record) as Step],
};

const reminders: Record<keyof typeof reminderSteps, Declared[]> = {
  newReminder: [
    reminderSteps.newReminder(moment, {
      digestOfId: 'digest',
      email: 'a@example.com',
      locale: 'en',
      zone: 'Europe/Berlin',
      ...named,
    }),
  ],
  settleReminder: [
    reminderSteps.settleReminder(moment) as unknown as Step,
    reminderSteps.settleReminder(moment, 'unknown-address') as unknown as Step,
  ],
};

const notices: Record<keyof typeof noticeSteps, Declared[]> = {
  newAddressNotice: [
    noticeSteps.newAddressNotice(moment, 'arn', {
      digestOfId: 'digest',
      account: 'alice',
      formerAddresses: ['a@example.com'],
      ...named,
    }),
  ],
  settleNotice: [noticeSteps.settleNotice(moment) as unknown as Step],
};

const OUTCOMES: readonly DeliveryOutcome[] = ['delivered', 'bounced', 'complained', 'rejected'];
const deliveryOf = (outcome: DeliveryOutcome): Delivery => ({ mail: 'otp', recipient: 'digest', outcome, at: 1 });
const deliveries = {
  noteDelivery: OUTCOMES.map((outcome) => noteDelivery(moment.at, 'message', deliveryOf(outcome))),
  partlySent: [partlySent(moment, record, ['digest'])],
};

/** Every state of both kinds of records, which the document calls `any`. */
const STATES = new Set(
  [...documented.reset.steps, ...documented.reminder.steps].flatMap(({ from, to }) => [...from, to]),
);
for (const word of ['new', 'same', 'any']) STATES.delete(word);
const isAny = (from: readonly string[]): boolean =>
  from.length === STATES.size && from.every((state) => STATES.has(state));

const COUNTERS = ['issue', 'attempts', 'guesses', 'codeGuesses', 'mailGuesses', 'passwordTries'];

/** Fields that a step sets only if it knows them. */
const OPTIONAL = ['lane', 'lastCall', 'ownerCall', 'locale', 'zone', 'account', 'linkOnly', 'accountDigest', 'noticed'];

const assignment = ([field, value]: [string, unknown]): string =>
  field === 'pending' || (COUNTERS.includes(field) && typeof value === 'number')
    ? `${field} = ${String(value).replace(/-\d$/, '')}`
    : field + (OPTIONAL.includes(field) ? '?' : '');

function guardOf(require: NonNullable<Step['require']>): string[] {
  const { after = {}, equal = {}, differ = {}, below = {}, notAfter = {}, absent = [] } = require;
  return [
    ...Object.keys(after).map((field) => `${field} ahead`),
    ...Object.keys(equal).map((field) => `same ${field}`),
    ...Object.keys(differ).map((field) => `other ${field}`),
    ...Object.keys(below).map((field) => `${field} < limit`),
    ...Object.keys(notAfter).map((field) => `${field} reached`),
    ...absent.map((field) => `no ${field}`),
    ...(require.noChangePending === true ? ['no change pending'] : []),
  ];
}

const sorted = (words: readonly string[]): string[] => words.toSorted();

function rowOf(step: string, declared: readonly Declared[]): DocumentedStep {
  const [first] = declared;
  if (first === undefined) throw new Error(`no call of ${step}`);
  const events = declared.map((each) => ('event' in each ? each.event : each.lastEvent));
  const made = { step, events: [...new Set(events.map(({ event }) => event))], actor: events[0]?.actor ?? '' };
  if (!('from' in first)) {
    const { key: _key, kind: _kind, state, sequence: _sequence, lastEvent: _event, ...fields } = first;
    return {
      ...made,
      from: ['new'],
      to: state,
      guard: [],
      sets: sorted(Object.entries(fields).map(assignment)),
      clears: [],
    };
  }
  const { state = 'same' } = first.set ?? {};
  const { state: _state, ...set } = Object.assign({}, ...declared.map((each) => ('set' in each ? each.set : {})));
  return {
    ...made,
    from: isAny(first.from) ? ['any'] : sorted(first.from),
    to: state,
    guard: sorted([
      ...guardOf(first.require ?? {}),
      ...(first.delivery ? ["outranks the mail's last", 'deliveries < limit'] : []),
    ]),
    sets: sorted([
      ...(first.increment ?? []).map((counter) => `${counter} + 1`),
      ...Object.entries(set).map(assignment),
      ...(first.delivery ? ['deliveries'] : []),
    ]),
    clears: sorted(first.clear ?? []),
  };
}

const inOrder = (row: DocumentedStep): DocumentedStep => ({
  ...row,
  from: sorted(row.from),
  guard: sorted(row.guard),
  sets: sorted(row.sets),
  clears: sorted(row.clears),
});

const arrowsOf = ({ step, from, to }: DocumentedStep): string[] =>
  from.map((state) => `${state === 'new' ? '[*]' : state} --> ${to === 'same' ? state : to}: ${step}`);

describe.each<[string, StateMachine, object, Record<string, Declared[]>]>([
  ['a reset request', documented.reset, resetSteps, resets],
  ['a reminder', documented.reminder, reminderSteps, reminders],
  ['a notice', documented.notice, noticeSteps, notices],
  ['a mail', documented.delivery, { noteDelivery, partlySent }, deliveries],
])('the document of the states of %s', (_name, document, exported, calls) => {
  const declared = Object.entries(calls).map(([step, each]) => rowOf(step, each));

  test('has a row for each exported step, and no other', () => {
    expect(sorted(Object.keys(exported))).toEqual(sorted(Object.keys(calls)));
    expect(sorted(document.steps.map(({ step }) => step))).toEqual(sorted(Object.keys(exported)));
  });

  test.each(declared.map((row) => [row.step, row] as const))('describes %s as the code declares it', (step, row) => {
    const rows = document.steps.filter((each) => each.step === step);
    expect(rows.map(inOrder)).toEqual([row]);
  });

  test('draws an arrow for every transition between two named states, and no other', () => {
    const named = declared.filter(({ from }) => !from.includes('any'));
    expect(sorted(document.arrows)).toEqual(sorted(named.flatMap(arrowsOf)));
  });
});
