import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricOf } from '../../../functions/runtime/metrics.ts';
import { type OperationId, operationOf, operationsWith } from '../../../functions/operations/index.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Functions } from '../functions.ts';
import type { AlarmBook } from './alarm-book.ts';
import { type Counts, PERIOD, percentage, sum } from './counts.ts';

/** Returns the steps that need a captcha. */
export const checkedSteps = ({ directory }: Settings): OperationId[] =>
  operationsWith(directory).filter((id) => operationOf(id).captchaAction !== undefined);

const HOUR = Duration.hours(1);

/** Percentage and minimum number of refused tokens. Tokens of users that became too old are far fewer. */
const REJECTIONS = { percent: 50, minimum: 50 };

/** Percentage and minimum number of starts that claim to come through CloudFront and do not prove it. */
const UNPROVEN = { percent: 50, minimum: 10 };

/** Locked codes and used-up budgets in an hour. A user who mistypes a code five times counts as one. */
const GUESSES = 20;

/** Failed logins in an hour. A thousand users mistype fewer in their first hour of a day. */
const LOGIN_FAILURES = 100;

/** Reports of "this wasn't me" in an hour before a change. After a change a single report is enough. */
const REPORTS = 5;

/** Adds the alarms on the captcha, guessing, floods and reports of users. */
export function abuseAlarms(book: AlarmBook, counts: Counts, settings: Settings, functions: Functions): void {
  captcha(book, counts);
  origin(book, counts, functions);
  const audited = (metric: MetricOf<'audit-consumer'>) => counts.of('audit-consumer', metric, HOUR);

  book.add({
    section: 'guessing',
    severity: 'ticket',
    only: 'full',
    impact: 'Someone may be guessing codes. The users whose codes are guessed cannot reset their passwords for now.',
    metric: sum([audited('otp_locked'), audited('budget-exhausted')], 'Locked codes and used-up budgets', HOUR),
    threshold: GUESSES,
  });
  if (operationsWith(settings.directory).includes('log-in'))
    book.add({
      section: 'login-failures',
      severity: 'ticket',
      only: 'full',
      impact: 'Someone may be guessing passwords. Users log in as usual.',
      // Counted where they are refused, so that the alarm also works while the stream is late.
      metric: counts.of('log-in', 'login-rejected', HOUR),
      threshold: LOGIN_FAILURES,
    });
  book.add({
    section: 'start-surge',
    severity: 'ticket',
    only: 'full',
    impact:
      'Users may get mails that they did not ask for. At this rate the mails of the day are used up within ten hours.',
    // Counted where they are requested, so that the alarm also works while the stream is late.
    metric: sum(
      [counts.of('start-reset', 'succeeded', HOUR), counts.of('remind-user-id', 'succeeded', HOUR)],
      'Requested resets and reminders',
      HOUR,
    ),
    // A tenth of the mails that the service may send in a day.
    threshold: Math.max(1, Math.floor(settings.mailsPerDay / 10)),
  });
  book.add({
    section: 'reported-not-me',
    of: 'before-change',
    severity: 'ticket',
    only: 'full',
    impact: 'Users report resets that they did not ask for. Their passwords are unchanged.',
    metric: audited('reported_not_me'),
    threshold: REPORTS,
  });
  book.add({
    section: 'reported-not-me',
    of: 'after-change',
    severity: 'page',
    impact: 'A user reports that someone else changed their password, so an account may be taken over.',
    metric: counts.of('audit-consumer', 'reported-after-change'),
    threshold: 1,
  });
  if (settings.breachedPasswordsUrl === undefined) return;
  book.add({
    section: 'breach-check-unavailable',
    severity: 'ticket',
    only: 'full',
    impact: 'New passwords are accepted without the check for breached passwords.',
    metric: counts.of('complete-reset', 'breach-check-unavailable'),
    threshold: 5,
  });
}

function origin(book: AlarmBook, counts: Counts, { operations }: Functions): void {
  const start = operations.get('start-reset');
  if (start === undefined) throw new Error('every directory has resets');
  book.add({
    section: 'origin-unproven',
    severity: 'page',
    impact:
      'The limits of one address apply to all users of the hosted pages, because CloudFront does not send the secret ' +
      'that the functions accept. Or someone forges its headers, which harms no user.',
    metric: percentage(
      [counts.of('start-reset', 'origin-unproven')],
      // One metric of every start, whatever its outcome.
      [start.lambda.metricInvocations({ period: PERIOD, statistic: Stats.SUM })],
      { ...UNPROVEN, label: 'Starts whose way through CloudFront is not proven, %' },
    ),
    threshold: UNPROVEN.percent,
    periods: { bad: 2, outOf: 3 },
  });
}

/** The provider, its keys and their settings are the same for every step, so the step that most begin with tells. */
function captcha(book: AlarmBook, counts: Counts): void {
  book.add({
    section: 'captcha-unavailable',
    severity: 'page',
    impact: 'Users cannot continue at any step, because the captcha provider does not answer.',
    metric: counts.of('start-reset', 'captcha-unavailable'),
    threshold: 3,
    periods: { bad: 2, outOf: 3 },
  });
  book.add({
    section: 'captcha-misconfigured',
    severity: 'page',
    impact: 'No user can continue at any step until a key or a setting of the captcha is corrected.',
    metric: counts.of('start-reset', 'captcha-misconfigured'),
    threshold: 1,
  });
  const refused = counts.of('start-reset', 'captcha-rejected', HOUR);
  book.add({
    section: 'captcha-rejections',
    severity: 'ticket',
    only: 'full',
    impact: 'Robots call the service, or users fail the captcha.',
    metric: percentage([refused], [refused, counts.of('start-reset', 'succeeded', HOUR)], {
      ...REJECTIONS,
      label: 'Starts refused by the captcha, %',
      period: HOUR,
    }),
    threshold: REJECTIONS.percent,
  });
}
