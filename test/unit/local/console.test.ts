import { consoleOf, masked } from '../../../local/console.ts';

test.each([
  ['alice@example.com', 'a•••@example.com'],
  ['"a@b"@example.com', '"•••@example.com'],
  ['@example.com', '•••'],
  ['nobody', '•••'],
])('%s is shown as %s', (address, shown) => {
  expect(masked(address)).toBe(shown);
});

test('neither a code in a subject nor a whole address reaches the terminal', () => {
  const lines: string[] = [];
  consoleOf((line) => lines.push(line)).mail(['alice@example.com'], 'Your code is 12345678');
  expect(lines.join()).toContain('mail to a•••@example.com: Your code is ••••');
  expect(lines.join()).not.toMatch(/1234|alice/);
});
