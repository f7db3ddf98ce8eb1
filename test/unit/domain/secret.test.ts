import { inspect } from 'node:util';
import { Secret } from '../../../functions/domain/secret.ts';

describe('a secret', () => {
  const secret = new Secret<'otp'>('12345678');

  test.each([
    ['a template', `${String(secret)}`],
    ['JSON', JSON.stringify({ secret })],
    ['the inspector', inspect({ secret }, { showHidden: true, depth: 9 })],
    ['Object.entries', JSON.stringify(Object.entries(secret))],
  ])('is not shown by %s', (_way, shown) => {
    expect(shown).not.toContain('12345678');
  });

  test('is given by reveal', () => {
    expect(secret.reveal()).toBe('12345678');
  });
});
