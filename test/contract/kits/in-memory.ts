import { Secret } from '../../../functions/domain/secret.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import { InMemoryDirectory } from '../../../testkit/fakes/in-memory-directory.ts';
import { admitted } from '../../../testkit/fakes/user-steps.ts';
import type { DirectoryKit } from '../directory-conformance.ts';

export const IN_MEMORY_CANNOT: DirectoryKit['cannot'] = {
  'password-policy': 'it has none of its own',
  'second-factor': 'it has none',
  slow: 'it answers at once',
  garbage: 'nothing is parsed',
};

const FAULTS = {
  none: 'none',
  down: 'down',
  slow: 'down',
  garbage: 'down',
  'cut-before-change': 'before-change',
  'cut-after-change': 'after-change',
} as const;

/** Fake for the tests of the use cases. */
export async function inMemoryKit(): Promise<DirectoryKit> {
  const directory = new InMemoryDirectory(new FakeClock(), 4);
  const logIn = (userId: string, password: string) =>
    directory.authenticate(userId, new Secret<'password'>(password), admitted);
  return {
    directory,
    cannot: IN_MEMORY_CANNOT,
    userIds: 'exact',
    patience: 1000,
    add: async (account, password) => directory.add(account, password),
    replace: async (userId, change) => directory.replace(userId, change),
    accepts: async (userId, password) => (await logIn(userId, password)) !== undefined,
    openSession: async (userId, password) => {
      const session = await logIn(userId, password);
      return async () => (await directory.sessionGeneration(userId)) === session?.sessionGeneration;
    },
    fault: async (fault) => {
      directory.fault = FAULTS[fault];
    },
    stop: async () => undefined,
  };
}
