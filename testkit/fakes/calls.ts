import * as logIns from '../../functions/use-cases/log-in.ts';
import * as reminders from '../../functions/use-cases/remind-user-id.ts';
import * as starts from '../../functions/use-cases/start-reset.ts';
import * as verifications from '../../functions/use-cases/verify-otp.ts';

/**
 * Use cases that count first, as the chain runs them for a call whose captcha has passed: the count, then the step.
 */

type Ports<Step extends (...args: never) => unknown> = Parameters<Step>[0];

export const startReset = async (
  ports: Ports<typeof starts.startReset> & Ports<typeof starts.countStart>,
  rules: starts.StartResetRules,
  request: Parameters<typeof starts.startReset>[2],
) => starts.startReset(ports, rules, request, await starts.countStart(ports, rules, request));

export const remindUserId = async (
  ports: Ports<typeof reminders.remindUserId> & Ports<typeof reminders.countReminder>,
  rules: reminders.RemindUserIdRules,
  request: Parameters<typeof reminders.remindUserId>[1],
) => reminders.remindUserId(ports, request, await reminders.countReminder(ports, rules, request));

export const logIn = async (
  ports: Ports<typeof logIns.logIn> & Ports<typeof logIns.countLogIn>,
  rules: logIns.LogInRules,
  request: Parameters<typeof logIns.logIn>[2],
) => logIns.logIn(ports, rules, request, await logIns.countLogIn(ports, rules, request));

export const verifyOtp = async (
  ports: verifications.VerifyOtpPorts,
  rules: verifications.VerifyOtpRules,
  request: Parameters<typeof verifications.verifyOtp>[2],
) => verifications.verifyOtp(ports, rules, request, await verifications.countGuess(ports, rules, request));
