import { callsOf, type Journey, middleOf, tooManyCalls, waitTable } from '../../../bench/wait/table.ts';
import type { Waited } from '../../../bench/wait/visit.ts';
import { epoch, type ServiceCall, waterfall } from '../../../bench/wait/waterfall.ts';

const begin = epoch(0);

const waited = (step: Waited['step'], acted: number, shown: number, roundTrips = 1): Waited => ({
  step,
  acted: begin + acted,
  shown: begin + shown,
  roundTrips,
});

const call = (service: string, begun: number, ended: number, caller?: string, operation = '/'): ServiceCall => ({
  service,
  caller,
  operation,
  path: '/',
  method: 'POST',
  body: '',
  begun,
  ended,
});

/** A reset whose steps begin 1,000 ms apart and take this many milliseconds each. */
const journey = (kind: Journey['kind'], took: number, roundTrips?: number): Journey => ({
  kind,
  waits: [
    waited('ask for a code', 0, took, roundTrips),
    waited('enter the code', 1000, 1000 + took),
    waited('set the password', 2000, 2000 + took),
  ],
  calls: [
    call('captcha', 10, 20),
    call('DynamoDB', 20, 30, 'start-reset', 'PutItem'),
    call('SES', 40, 90, 'mail-consumer'),
    call('DynamoDB', 1010, 1020, 'verify-otp', 'UpdateItem'),
    call('SES', 2100, 2160, 'mail-consumer'),
  ],
});

test('a step has the calls from its act to the next act', () => {
  const calls = (step: Waited['step']) => callsOf(journey('warm', 100), step).map(({ service }) => service);
  expect(calls('ask for a code')).toEqual(['captcha', 'DynamoDB', 'SES']);
  expect(calls('enter the code')).toEqual(['DynamoDB']);
  expect(calls('set the password')).toEqual(['SES']);
});

test('the table has medians and percentiles, of the pages and of the mails', () => {
  const journeys = [journey('warm', 100), journey('warm', 120), journey('warm', 200), journey('cold', 900)];
  const rows = waitTable(journeys).split('\n').slice(-3);
  expect(rows).toEqual([
    '| ask for a code | 120 / 200 | 90 / 90 | 900 / 900 | 90 / 90 | 1 |',
    '| enter the code | 120 / 200 |  | 900 / 900 |  | 1 |',
    '| set the password | 120 / 200 | 160 / 160 | 900 / 900 | 160 / 160 | 1 |',
  ]);
});

test('the journey of the waterfalls is the middle one of the warm ones', () => {
  const middle = journey('warm', 120);
  expect(middleOf([journey('warm', 200), journey('cold', 900), middle, journey('warm', 100)])).toBe(middle);
});

test('three calls of the browser in a step are too many', () => {
  expect(tooManyCalls([journey('warm', 100, 2)])).toEqual([]);
  expect(tooManyCalls([journey('warm', 100), journey('cold', 100, 3)])).toEqual([
    'ask for a code: 3 calls of the browser, and 2 are allowed',
  ]);
});

test('a waterfall has a bar for the person and one for each call, by their beginning', () => {
  const { waits, calls } = journey('warm', 60);
  const [asked] = waits;
  if (asked === undefined) throw new Error('a journey has steps');
  expect(waterfall(asked, calls.slice(0, 3).toReversed()).split('\n')).toEqual([
    `the person: ask for a code        0 –    60 ms  ${'█'.repeat(40)}`,
    `captcha                          10 –    20 ms  ${' '.repeat(7)}${'█'.repeat(6)}`,
    `start-reset DynamoDB PutItem     20 –    30 ms  ${' '.repeat(13)}${'█'.repeat(7)}`,
    `mail-consumer SES                40 –    90 ms  ${' '.repeat(27)}${'█'.repeat(33)}`,
  ]);
});
