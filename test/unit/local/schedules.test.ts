import { rateOf } from '../../../local/schedules.ts';

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(2 hours)', 7_200_000],
  ['rate(1 day)', 86_400_000],
])('%s is every %d ms', (expression, milliseconds) => {
  expect(rateOf(expression)).toBe(milliseconds);
});

test.each(['cron(0 12 * * ? *)', 'rate(0 minutes)', 'rate(5)', ''])('%s is refused', (expression) => {
  expect(() => rateOf(expression)).toThrow('rate(5 minutes)');
});
