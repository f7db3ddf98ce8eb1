import { type DeviceToken, type Password, type ResetToken, Secret } from '../../functions/domain/secret.ts';
import { completeReset, type CompleteResetOutcome } from '../../functions/use-cases/complete-reset.ts';
import type { LogInOutcome } from '../../functions/use-cases/log-in.ts';
import { callFrom } from './caller.ts';
import { OLD_PASSWORD, rules, type World } from './world.ts';
import { logIn, verifyOtp } from './calls.ts';

export const NEW_PASSWORD = 'a lamp beside the northern window';

const call = callFrom('198.51.100.7');

export const passwordOf = (text: string): Password => new Secret(text);

/** Starts a reset and enters the mailed code. Returns the token that sets the new password. */
export async function verifiedToken(world: World, userId = 'alice'): Promise<ResetToken> {
  const { resetId } = await world.start(userId);
  const outcome = await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...call });
  if (outcome.kind !== 'verified') throw new Error(`verify: ${outcome.kind}`);
  return outcome.resetToken;
}

/** Sends a new password; the mails that follow are not delivered yet. */
export const setPassword = (world: World, resetToken: ResetToken, text = NEW_PASSWORD): Promise<CompleteResetOutcome> =>
  completeReset(world, rules, { resetToken, newPassword: passwordOf(text), ...call });

/** A whole reset, with its mails. */
export async function resetPassword(world: World, userId = 'alice', text = NEW_PASSWORD): Promise<void> {
  const outcome = await setPassword(world, await verifiedToken(world, userId), text);
  if (outcome.kind !== 'completed') throw new Error(`complete: ${outcome.kind}`);
  await world.deliver();
}

/** Logs in, whatever the outcome. */
export const tryLogIn = (
  world: World,
  userId = 'alice',
  text = OLD_PASSWORD,
  caller = call,
  deviceToken?: DeviceToken,
): Promise<LogInOutcome> => logIn(world, rules, { userId, password: passwordOf(text), deviceToken, ...caller });

/** Lets every login be compared, for tests that are not about limits. */
export const admitted = async (): Promise<'by-account'> => 'by-account';

/** Logs in and returns the session; throws where there is none. */
export async function session(world: World, userId = 'alice', text = OLD_PASSWORD) {
  const outcome = await tryLogIn(world, userId, text);
  if (outcome.kind !== 'logged-in') throw new Error(`log in: ${outcome.kind}`);
  return outcome;
}
