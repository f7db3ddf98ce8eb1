import { TabSession } from '../../../web/session.ts';
import { keepGivenUserId } from '../../../web/user-id-hint.ts';

/** The tab's storage, which outlives a mount of the pages. */
function tab(): () => TabSession {
  const entries = new Map<string, string>();
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
  return () => new TabSession(storage);
}

/** Mounts the pages with a user ID, and returns what the first field then contains. */
function mounted(session: TabSession, given: string | undefined): string | undefined {
  keepGivenUserId(session, given);
  return session.userId;
}

describe('a user ID that the embedding page passes', () => {
  test('replaces what the tab remembers of an earlier user', () => {
    const mount = tab();
    mount().userId = 'bob';
    expect(mounted(mount(), 'alice')).toBe('alice');
    expect(mounted(mount(), 'carol')).toBe('carol');
  });

  test('is changed by the user, also for the next mount with the same one', () => {
    const mount = tab();
    expect(mounted(mount(), 'alice')).toBe('alice');
    mount().userId = 'bob';
    expect(mounted(mount(), 'alice')).toBe('bob');
    expect(mounted(mount(), ' alice ')).toBe('bob');
  });

  test('fills in the field again after the tab has forgotten its user', () => {
    const mount = tab();
    mounted(mount(), 'alice');
    mount().userId = undefined;
    expect(mounted(mount(), 'alice')).toBe('alice');
  });

  test.each([undefined, '', ' ', 'a'.repeat(129)])('changes nothing as %j', (given) => {
    const mount = tab();
    mount().userId = 'bob';
    expect(mounted(mount(), given)).toBe('bob');
    expect(mount().givenUserId).toBeUndefined();
  });
});
