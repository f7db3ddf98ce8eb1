import { Duration } from 'aws-cdk-lib';
import type { MetricOf } from '../../../functions/runtime/metrics.ts';
import { type OperationId, operationOf, operationsWith } from '../../../functions/operations/index.ts';
import type { Settings } from '../../settings/schema.ts';
import type { AlarmBook } from './alarm-book.ts';
import { type Counts, percentage, sum } from './counts.ts';

/** The steps that a human check stands before. */
export const checkedSteps = ({ directory }: Settings): OperationId[] =>
  operationsWith(directory).filter((id) => operationOf(id).captchaAction !== undefined);

const HOUR = Duration.hours(1);

/** Percent of tokens that are refused, and how many there must be. People who let a token get stale are far fewer. */
const REJECTIONS = { percent: 50, least: 50 };

/** Locked codes and used-up budgets in an hour. A person who mistypes five times is one of them. */
const GUESSES = 20;

/** "This wasn't me" in an hour, before a change. After one, a single report counts. */
const REPORTS = 5;

/** Human check, guessing, floods and what people report. */
export function abuseAlarms(book: AlarmBook, counts: Counts, settings: Settings): void {
  captcha(book, counts, settings);
  const audited = (metric: MetricOf<'audit-consumer'>) => counts.of('audit-consumer', metric, HOUR);

  book.add({
    section: 'guessing',
    severity: 'ticket',
    impact:
      'Somebody may be guessing codes; the people whose accounts it is about cannot reset their passwords for now.',
    metric: sum([audited('otp_locked'), audited('budget-exhausted')], 'Locked codes and used-up budgets', HOUR),
    threshold: GUESSES,
  });
  book.add({
    section: 'start-surge',
    severity: 'ticket',
    impact:
      'People may get mails that they did not ask for, and at this rate the mails of the day are used up by tonight.',
    // Where they are asked for, so that it rings while the stream is late too.
    metric: sum(
      [counts.of('start-reset', 'succeeded', HOUR), counts.of('remind-user-id', 'succeeded', HOUR)],
      'Resets and reminders asked for',
      HOUR,
    ),
    // A tenth of what the service may send in a day.
    threshold: Math.max(1, Math.floor(settings.mailsPerDay / 10)),
  });
  book.add({
    section: 'reported-not-me',
    of: 'before-change',
    severity: 'ticket',
    impact: 'People report resets that they did not ask for; their passwords are unchanged.',
    metric: audited('reported_not_me'),
    threshold: REPORTS,
  });
  book.add({
    section: 'reported-not-me',
    of: 'after-change',
    severity: 'page',
    impact: 'Somebody says that a password was changed by somebody else, so an account may be taken over.',
    metric: counts.of('audit-consumer', 'reported-after-change'),
    threshold: 1,
  });
  if (settings.breachedPasswordsUrl === undefined) return;
  book.add({
    section: 'breach-check-unavailable',
    severity: 'ticket',
    impact: 'New passwords are accepted without being looked up among breached ones.',
    metric: counts.of('complete-reset', 'breach-check-unavailable'),
    threshold: 5,
  });
}

function captcha(book: AlarmBook, counts: Counts, settings: Settings): void {
  const everywhere = (metric: 'captcha-unavailable' | 'captcha-misconfigured') =>
    checkedSteps(settings).map((step) => counts.of(step, metric));

  book.add({
    section: 'captcha-unavailable',
    severity: 'page',
    impact: 'People cannot go on at any step, because the provider of the human check does not answer.',
    metric: sum(everywhere('captcha-unavailable'), 'Human checks that could not be verified'),
    threshold: 5,
    periods: { bad: 2, outOf: 3 },
  });
  book.add({
    section: 'captcha-misconfigured',
    severity: 'page',
    impact: 'Nobody can go on at any step until a key or a setting of the human check is put right.',
    metric: sum(everywhere('captcha-misconfigured'), 'Human checks refused for our configuration'),
    threshold: 1,
  });
  book.add({
    section: 'captcha-rejections',
    severity: 'ticket',
    impact: 'Robots are at work, or people tick the box in vain.',
    metric: percentage(
      [counts.of('start-reset', 'captcha-rejected', HOUR)],
      [counts.of('start-reset', 'captcha-rejected', HOUR), counts.of('start-reset', 'succeeded', HOUR)],
      { ...REJECTIONS, label: 'Starts that the human check refused, %', period: HOUR },
    ),
    threshold: REJECTIONS.percent,
  });
}
