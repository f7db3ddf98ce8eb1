import { KnownDevice } from '../../../web/known-device.ts';

const TOKEN = `1900000000.${'n'.repeat(43)}.${'m'.repeat(43)}`;

function memory() {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

describe('a known device', () => {
  test('has no token before its first login', () => {
    expect(new KnownDevice(memory()).token).toBeUndefined();
  });

  test('is known to a later visit', () => {
    const storage = memory();
    new KnownDevice(storage).token = TOKEN;
    expect(new KnownDevice(storage).token).toBe(TOKEN);
  });

  test('keeps its token where an answer brings none', () => {
    const device = new KnownDevice(memory());
    device.token = TOKEN;
    device.token = undefined;
    expect(device.token).toBe(TOKEN);
  });

  test.each(['', 'garbage', `${TOKEN}x`, '{"a":1}'])('sends no %j', (stored) => {
    const storage = memory();
    storage.setItem('device', stored);
    expect(new KnownDevice(storage).token).toBeUndefined();
  });

  const refuse = () => {
    throw new TypeError('the storage is null');
  };
  test('remembers its token for the visit where there is no storage', () => {
    const device = new KnownDevice({ getItem: refuse, setItem: refuse, removeItem: refuse });
    expect(device.token).toBeUndefined();
    device.token = TOKEN;
    expect(device.token).toBe(TOKEN);
  });
});
