import { withKeysBehind } from '../../../functions/runtime/capabilities/captcha.ts';
import { pepperOf } from '../../../testkit/fakes/in-memory-peppers.ts';

const secret = async () => 'the secret of the provider';

test('the keys behind a captcha are being read when its secret is known', async () => {
  const begun: string[] = [];
  const key = (name: string) => ({
    current: () => {
      begun.push(name);
      return new Promise<never>(() => {});
    },
  });
  expect(await withKeysBehind(secret, () => [key('subject'), key('pepper')])()).toBe(await secret());
  expect(begun).toEqual(['subject', 'pepper']);
});

test('a key that cannot be read fails the step that needs it, not the captcha', async () => {
  const broken = { current: () => Promise.reject(new Error('down')) };
  expect(await withKeysBehind(secret, () => [broken, { current: async () => pepperOf(1) }])()).toBe(await secret());
});

test('without the secret nothing is read', async () => {
  let reads = 0;
  const counted = {
    current: async () => {
      reads += 1;
      return pepperOf(1);
    },
  };
  const read = withKeysBehind(
    () => Promise.reject(new Error('no secret')),
    () => [counted],
  );
  await expect(read()).rejects.toThrow('no secret');
  expect(reads).toBe(0);
});
