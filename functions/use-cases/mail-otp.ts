import { type BudgetLimits, type Refusal, stateOf } from '../domain/account-budget.ts';
import type { BudgetState } from '../domain/audit-event.ts';
import { deriveOtp, otpDigest } from '../domain/one-time-password.ts';
import { contextWordsOf, type Account } from '../domain/account.ts';
import type { ResetRecord } from '../domain/reset-record.ts';
import { mailed, suppressed } from '../domain/reset-steps.ts';
import { subjectDigest } from '../domain/digest.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import { type DeliveryPorts, MAIL_CEILING, mailTo } from './mail-to.ts';
import { reportTokenFor } from './report-reset.ts';
import { reserveFromBudget } from './reserve-from-budget.ts';

export interface MailOtpRules extends BudgetLimits {
  readonly otpDigits: number;
}

/**
 * Mails the code of a request, if the account may get one. It may be repeated at any point: the budget knows the
 * issue, and the code is derived, so the same code is sent again and never a second one.
 */
export async function mailOtp(ports: DeliveryPorts, rules: MailOtpRules, record: ResetRecord): Promise<void> {
  const now = epochSeconds(ports.clock.now());
  if (record.expiresAt <= now) return suppress(ports, record, 'expired');

  const account = await ports.directory.findByUserId(record.userId);
  if (account === undefined) return suppress(ports, record, 'unknown-account');
  if (account.status !== 'active') return suppress(ports, record, `account-${account.status}`);
  if (account.addresses.length === 0) return suppress(ports, record, 'no-address');

  const pepper = await ports.peppers.version(record.pepperVersion);
  if (pepper === undefined) return suppress(ports, record, 'pepper-retired');

  const issueId = `${record.key}#${record.issue}`;
  const reservation = await reserveFromBudget(ports.budgets, account.userId, issueId, now, rules, account.provenAt);
  const budget = stateOf(reservation.budget, now);
  if (reservation.kind === 'refused') {
    if (reservation.notify) await mailRecoveryPaused(ports, record, account, reservation.reason);
    return suppress(ports, record, reservation.reason, budget);
  }

  // Checked after the account's budget: attempts on one account must not use up the daily mails of all others.
  if (!(await ports.allowance.take(account.addresses.length))) return suppress(ports, record, MAIL_CEILING, budget);

  const otp = deriveOtp(pepper, record, rules.otpDigits);
  const delivery = await mailTo(ports, record, account.addresses, {
    kind: 'otp',
    locale: record.locale,
    startedBy: record.startedBy,
    asked: record.asked,
    otp,
    reference: record.reference,
    expiresAt: fromEpochSeconds(record.expiresAt),
    reportToken: reportTokenFor(pepper, record.key),
  });
  if (delivery.accepted === 0) return suppress(ports, record, `mail-rejected ${delivery.reason}`, budget);

  const subjectKey = record.subjectKey === undefined ? undefined : await ports.subjectKeys.version(record.subjectKey);
  const code = {
    codeDigest: otpDigest(pepper, record, otp),
    account: account.userId,
    contextWords: contextWordsOf(account.userId, account.addresses),
    ...(subjectKey !== undefined && { subject: subjectDigest(subjectKey, account.userId) }),
  };
  await ports.resets.take(record.key, mailed({ at: ports.clock.now() }, record.issue, code, budget));
}

async function suppress(
  { resets, clock }: DeliveryPorts,
  record: ResetRecord,
  reason: string,
  budget?: BudgetState,
): Promise<void> {
  await resets.take(record.key, suppressed({ at: clock.now() }, record.issue, reason, budget));
}

async function mailRecoveryPaused(
  ports: DeliveryPorts,
  record: ResetRecord,
  account: Account,
  reason: Refusal,
): Promise<void> {
  if (!(await ports.allowance.take(account.addresses.length))) return;
  await mailTo(ports, record, account.addresses, {
    kind: 'recovery-paused',
    locale: record.locale,
    asked: record.asked,
    userId: account.userId,
    reference: record.reference,
    until: untilOf(reason, account),
  });
}

function untilOf(reason: Refusal, { provenAt }: Account): 'tomorrow' | 'login' | 'help' {
  if (reason !== 'recovery-paused') return 'tomorrow';
  return provenAt === undefined ? 'help' : 'login';
}
