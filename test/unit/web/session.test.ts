import { issued, localInstant, secondsUntil, TabSession, type TabStorage } from '../../../web/session.ts';

class MemoryStorage implements TabStorage {
  readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => void this.entries.set(key, value);
  removeItem = (key: string) => void this.entries.delete(key);
}

const answer = {
  resetId: 'r',
  reference: 'K7QX',
  expiresAt: '2030-01-01T00:10:00.000Z',
  resendAvailableAt: '2030-01-01T00:01:00.000Z',
};

describe('the session of a tab', () => {
  test('is found again by another page of the tab', () => {
    const storage = new MemoryStorage();
    const progress = issued('alice', answer, 0);
    new TabSession(storage).progress = progress;
    expect(new TabSession(storage).progress).toEqual(progress);
  });

  test('leaves nothing behind when it ends', () => {
    const storage = new MemoryStorage();
    const session = new TabSession(storage);
    session.progress = issued('alice', answer, 0);
    session.sessionToken = 's';
    session.reportToken = 't';
    session.progress = undefined;
    session.sessionToken = undefined;
    session.reportToken = undefined;
    expect(storage.entries.size).toBe(0);
    expect(session.progress).toBeUndefined();
  });

  test.each(['not JSON', '[]', 'null', '{"step":"other"}'])('ignores %s in the storage', (stored) => {
    const storage = new MemoryStorage();
    storage.setItem('reset', stored);
    expect(new TabSession(storage).progress).toBeUndefined();
  });
});

describe('instants', () => {
  test('are converted to the clock of this device', () => {
    const serverNow = Date.parse('2030-01-01T00:00:00.000Z');
    const deviceNow = serverNow - 7_200_000;
    const { expiresAt } = issued('alice', answer, 7_200_000) as { expiresAt: number };
    expect(secondsUntil(expiresAt, deviceNow)).toBe(600);
    expect(localInstant(answer.expiresAt, 0)).toBe(serverNow + 600_000);
  });

  test('count down in whole seconds and stop at 0', () => {
    expect(secondsUntil(1_001, 0)).toBe(2);
    expect(secondsUntil(1_000, 0)).toBe(1);
    expect(secondsUntil(0, 5_000)).toBe(0);
  });
});
