import { logIn, type LogInOutcome } from '../../functions/use-cases/log-in.ts';
import { callFrom } from './caller.ts';
import { passwordOf } from './reset-steps.ts';
import { OLD_PASSWORD, rules, type World } from './world.ts';

/** Logs in, whatever the outcome. */
export const tryLogIn = (
  world: World,
  userId = 'alice',
  text = OLD_PASSWORD,
  call = callFrom('198.51.100.7'),
): Promise<LogInOutcome> => logIn(world, rules, { userId, password: passwordOf(text), ...call });

/** Logs in and returns the session; throws where there is none. */
export async function session(world: World, userId = 'alice', text = OLD_PASSWORD) {
  const outcome = await tryLogIn(world, userId, text);
  if (outcome.kind !== 'logged-in') throw new Error(`log in: ${outcome.kind}`);
  return outcome;
}
