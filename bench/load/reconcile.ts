import { en } from '../../functions/mail/texts/en.ts';
import type { TrailVerdict } from '../../testkit/trail-verification.ts';
import type { AuditEventName } from '../../functions/domain/audit-event.ts';
import type { PublishedEvent } from '../../functions/domain/published-event.ts';
import { keyDigest, type RequestRecord } from '../../functions/domain/reset-record.ts';
import type { Ledger } from './ledger.ts';

/** The inside of the service once nothing is under way. */
export interface Inside {
  readonly records: readonly Pick<RequestRecord, 'key' | 'kind' | 'state' | 'pending' | 'sequence'>[];
  readonly mails: readonly { readonly to: readonly string[]; readonly text: string }[];
  /** Each event once. */
  readonly events: readonly Pick<PublishedEvent, 'id' | 'event' | 'request' | 'sequence'>[];
  readonly trail: TrailVerdict;
}

/** Two counts of the same; where they differ, something was lost or invented. */
export interface Equation {
  readonly what: string;
  readonly expected: number;
  readonly found: number;
  /** Names on one side alone; empty where the equation holds. */
  readonly differing: readonly string[];
}

/** Compares two lists in which a name may occur several times. */
function sameNames(what: string, expected: readonly string[], found: readonly string[]): Equation {
  const balance = new Map<string, number>();
  for (const name of expected) balance.set(name, (balance.get(name) ?? 0) + 1);
  for (const name of found) balance.set(name, (balance.get(name) ?? 0) - 1);
  const differing = [...balance].flatMap(([name, left]) =>
    left === 0 ? [] : [`${left > 0 ? 'missing' : 'too many'}: ${name}`],
  );
  return { what, expected: expected.length, found: found.length, differing };
}

const sameNumber = (what: string, expected: number, found: number): Equation => ({
  what,
  expected,
  found,
  differing: expected === found ? [] : [`${expected} and ${found}`],
});

/** Every equation between the answers and the tables, the mailbox and the trail. */
export function reconcile(ledger: Ledger, { records, mails, events, trail }: Inside): Equation[] {
  const { starts, changes } = ledger;
  const resets = records.filter(({ kind }) => kind === 'reset');
  const namesOf = (name: AuditEventName) => events.filter(({ event }) => event === name);
  const requestsOf = (name: AuditEventName) => namesOf(name).map(({ request = '' }) => request);
  const byRequest = new Map(starts.map((start) => [start.request, start]));

  const mailedTo = requestsOf('otp_mailed').map((request) => {
    const { reference = request, address = 'nobody' } = byRequest.get(request) ?? {};
    return `${address} ${reference}`;
  });
  const isReminder = ({ text }: { readonly text: string }) => text.includes(en.userIdList.lead);
  const about = mails
    .filter((mail) => !isReminder(mail))
    .map(({ to, text }) => {
      const reference = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/.exec(text)?.[0] ?? '';
      return { name: `${to.join()} ${reference}`, isNotice: /changed/i.test(text) && !/^\s*\d{6,12}\s*$/m.test(text) };
    });
  const unknown = starts.filter(({ address }) => address === undefined).map(({ request }) => request);
  const reminders = records.filter(({ kind }) => kind === 'reminder');

  return [
    sameNames(
      'starts answered 202: records',
      starts.map(({ request }) => request),
      resets.map(({ key }) => keyDigest(key)),
    ),
    sameNumber('reminders answered 202: records', ledger.count('remind-user-id', 202), reminders.length),
    sameNames(
      'records: nothing is pending any more',
      [],
      records.filter(({ pending }) => pending !== undefined).map(({ key, pending }) => `${key} pending ${pending}`),
    ),
    sameNames(
      'starts: one otp_mailed or otp_suppressed each',
      starts.map(({ request }) => request),
      [...requestsOf('otp_mailed'), ...requestsOf('otp_suppressed')],
    ),
    sameNames('starts for nobody: otp_suppressed', unknown, requestsOf('otp_suppressed')),
    sameNames(
      'otp_mailed: mails with a code, to the right address',
      mailedTo,
      about.filter(({ isNotice }) => !isNotice).map(({ name }) => name),
    ),
    sameNames(
      'codes accepted (200): otp_verified',
      accepted(ledger),
      requestsOf('otp_verified').map(() => 'verified'),
    ),
    sameNumber(
      'codes compared (200, otp-rejected): otp_attempted',
      ledger.count('verify-otp', 200) + ledger.count('verify-otp', 400, 'otp-rejected'),
      namesOf('otp_attempted').length,
    ),
    sameNames('requests with more than five attempts', [], overGuessed(requestsOf('otp_attempted'))),
    sameNames(
      'changes answered 200: COMPLETED',
      changes.map(({ request }) => request),
      resets.filter(({ state }) => state === 'COMPLETED').map(({ key }) => keyDigest(key)),
    ),
    sameNames(
      'changes answered 200: password_changed',
      changes.map(({ request }) => request),
      requestsOf('password_changed'),
    ),
    sameNames(
      'changes answered 200: change_notified',
      changes.map(({ request }) => request),
      requestsOf('change_notified'),
    ),
    sameNames(
      'changes answered 200: one notice to the address',
      changes.map(({ address, reference }) => `${address} ${reference}`),
      about.filter(({ isNotice }) => isNotice).map(({ name }) => name),
    ),
    sameNames(
      'changes answered 200: the new password logs in',
      changes.map(({ request }) => request),
      changes.filter(({ loggedIn }) => loggedIn).map(({ request }) => request),
    ),
    sameNames(
      'reminders of users: mails with their IDs',
      ledger.reminded,
      mails.filter(isReminder).map(({ to }) => to.join()),
    ),
    sameNumber(
      'steps and tokens refused: reset_refused',
      ledger.count('verify-otp', 400, 'reset-rejected') + ledger.count('complete-reset', 400, 'reset-rejected'),
      namesOf('reset_refused').length,
    ),
    sameNumber('over the limit (429): limit_hit', ledger.count('start-reset', 429), namesOf('limit_hit').length),
    sameNumber('logins (201): login_succeeded', ledger.count('log-in', 201), namesOf('login_succeeded').length),
    sameNumber('mails: mail_delivered', mails.length, namesOf('mail_delivered').length),
    sameNames(
      'transitions of the records: events, each once',
      transitionsOf(records),
      events.flatMap(({ id, sequence }) => (sequence === undefined ? [] : [id])),
    ),
    sameNames(
      'findings of the trail',
      [],
      trail.findings.map(({ id, finding }) => `${finding}: ${id}`),
    ),
  ];
}

const accepted = (ledger: Ledger): string[] =>
  Array.from({ length: ledger.count('verify-otp', 200) }, () => 'verified');

function overGuessed(requests: readonly string[]): string[] {
  const counts = Map.groupBy(requests, (request) => request);
  return [...counts].flatMap(([request, all]) => (all.length > 5 ? [request] : []));
}

/** Names of the events that the records have counted. */
const transitionsOf = (records: Inside['records']): string[] =>
  records.flatMap(({ key, sequence }) =>
    Array.from({ length: sequence }, (_, index) => `${keyDigest(key)}:${index + 1}`),
  );

export const holds = ({ differing }: Equation): boolean => differing.length === 0;
