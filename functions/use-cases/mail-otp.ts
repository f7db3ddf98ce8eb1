import { type BudgetLimits, type Reservation, stateOf } from '../domain/account-budget.ts';
import type { BudgetState } from '../domain/audit-event.ts';
import { continuationOf } from '../domain/continuation.ts';
import { deriveOtp, otpDigest } from '../domain/one-time-password.ts';
import { type Account, accountDigest } from '../domain/account.ts';
import { LIVE, type ResetRecord } from '../domain/reset-record.ts';
import { mailed, suppressed, suppressedAgain } from '../domain/reset-steps.ts';
import { type Pepper, subjectDigest } from '../domain/digest.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import { type DeliveryPorts, type MailRules, mailTo, withinLimits } from './mail-to.ts';
import { reportTokenFor } from './report-reset.ts';
import { reserveFromBudget } from './reserve-from-budget.ts';

export interface MailOtpRules extends BudgetLimits, MailRules {
  readonly otpDigits: number;
}

/**
 * Mails the code of a request, if the account may get one. It may be repeated at any point: the budget knows the
 * issue, and the code is derived, so the same code is sent again and never a second one.
 */
export async function mailOtp(ports: DeliveryPorts, rules: MailOtpRules, record: ResetRecord): Promise<void> {
  const now = epochSeconds(ports.clock.now());
  if (!LIVE.some((state) => state === record.state)) return suppress(ports, record, `in-state-${record.state}`);
  if (record.openUntil <= now) return suppress(ports, record, 'expired');

  const account = await ports.directory.findByUserId(record.userId);
  if (account === undefined) return suppress(ports, record, 'unknown-account');
  if (account.status !== 'active') return suppress(ports, record, `account-${account.status}`);
  if (account.addresses.length === 0) return suppress(ports, record, 'no-address');

  const pepper = await ports.peppers.version(record.pepperVersion);
  if (pepper === undefined) return suppress(ports, record, 'pepper-retired');

  const issue = { id: `${record.key}#${record.issue}`, lane: record.lane, provenAt: account.provenAt };
  // An administrator is on the telephone with the user, who must not wait because somebody else has just started.
  const limits = record.startedBy === undefined ? rules : { ...rules, resendCooldown: 0 };
  const reservation = await reserveFromBudget(ports, { account: account.userId }, issue, now, limits);
  const budget = stateOf(reservation.budget, now);
  if (reservation.kind === 'refused') {
    await mailLimit(ports, rules, record, { account, pepper, refused: reservation });
    return suppress(ports, record, reservation.reason, budget);
  }

  // Counted after the account's budget: attempts on one account must not use up the daily mails of all others. A mail
  // that is tried again was counted at the first try.
  const within = await withinLimits(ports, rules, account.addresses, { again: !reservation.first });
  if (within.kind === 'exceeded') return suppress(ports, record, within.reason, budget);
  await mailCode(ports, rules, record, { account, pepper, reservation, addresses: within.addresses, budget });
}

async function mailCode(
  ports: DeliveryPorts,
  rules: MailOtpRules,
  record: ResetRecord,
  to: {
    readonly account: Account;
    readonly pepper: Pepper;
    readonly reservation: Extract<Reservation, { kind: 'granted' }>;
    readonly addresses: readonly string[];
    readonly budget: BudgetState;
  },
): Promise<void> {
  const { account, pepper, reservation, addresses, budget } = to;
  const otp = deriveOtp(pepper, record, rules.otpDigits);
  const message = {
    kind: 'otp',
    locale: account.locale ?? record.locale,
    timeZone: record.zone,
    startedBy: record.startedBy,
    asked: record.asked,
    otp,
    reference: record.reference,
    expiresAt: fromEpochSeconds(record.openUntil),
    // Of the mail that is sent now: it may have had to wait.
    minutes: Math.max(1, Math.round((record.openUntil - epochSeconds(ports.clock.now())) / 60)),
    reportToken: reportTokenFor(pepper, record.key),
    continuation: continuationOf(pepper, record),
  } as const;
  const delivery = await mailTo(ports, record, { addresses, message });
  if (delivery.kind === 'partly') return;
  if (delivery.accepted === 0) return suppress(ports, record, `mail-rejected ${delivery.reason}`, budget);

  const subjectKey = record.subjectKey === undefined ? undefined : await ports.subjectKeys.version(record.subjectKey);
  const code = {
    codeDigest: otpDigest(pepper, record, otp),
    codeIssue: record.issue,
    codeExpiresAt: record.openUntil,
    ...(account.userId !== record.userId && { account: account.userId }),
    mailedTo: account.addresses,
    ...(subjectKey !== undefined && {
      subject: subjectDigest(subjectKey, account.userId),
      accountDigest: accountDigest(subjectKey, account),
    }),
    ...(reservation.linkOnly && { linkOnly: true as const }),
  };
  await ports.resets.take(record.key, mailed({ at: ports.clock.now() }, record, code, budget));
}

async function suppress(
  { resets, clock }: DeliveryPorts,
  record: ResetRecord,
  reason: string,
  budget?: BudgetState,
): Promise<void> {
  const moment = { at: clock.now() };
  const first = await resets.take(record.key, suppressed(moment, record, reason, budget));
  if (first.kind === 'refused') await resets.take(record.key, suppressedAgain(moment, record, reason, budget));
}

/** Tells the owner that no code comes for a while, with a link by which they can go on all the same (R28, R29). */
async function mailLimit(
  ports: DeliveryPorts,
  rules: MailRules,
  record: ResetRecord,
  to: {
    readonly account: Account;
    readonly pepper: Pepper;
    readonly refused: Extract<Reservation, { kind: 'refused' }>;
  },
): Promise<void> {
  const { account, pepper, refused } = to;
  if (refused.notify === false) return;
  const limits = await withinLimits(ports, rules, account.addresses, { again: refused.notify === 'again' });
  if (limits.kind === 'exceeded') return;
  const message = {
    kind: 'limit-reached',
    locale: account.locale ?? record.locale,
    timeZone: record.zone,
    asked: record.asked,
    userId: account.userId,
    reference: record.reference,
    until: fromEpochSeconds(refused.until),
    continuation: continuationOf(pepper, record),
  } as const;
  await mailTo(ports, record, { addresses: limits.addresses, message });
}
