import { readLine } from '../../../cli/audit/read-line.ts';

/** What a line of a function's log is to an auditor. */

const EVENT = '{"audit":{"event":"otp_mailed","outcome":"succeeded","digest":"d","macKey":"k"}}';

test('an event is read, with CloudWatch’s own time in front too', () => {
  expect(readLine(EVENT, false)).toMatchObject({ kind: 'event', text: EVENT });
  expect(readLine(`2026-11-30T04:11:14.202Z ${EVENT}`, false)).toMatchObject({ kind: 'event', text: EVENT });
});

test('a record that a function logs about a mail is no remains of an event', () => {
  const record = '{"level":"INFO","message":"the outcome of a mail was not recorded","outcome":"delivered"}';
  expect(readLine(record, false)).toEqual({ kind: 'other' });
  expect(readLine(`2026-11-30T04:11:14.202Z ${record}`, false)).toEqual({ kind: 'other' });
  expect(readLine(record, true)).toEqual({ kind: 'broken' });
});

test('the rest of an event is broken, wherever it was cut off', () => {
  const rests = Array.from({ length: EVENT.length - 1 }, (_, index) => EVENT.slice(index + 1));
  const telling = rests.filter((rest) => /"outcome":|"digest":|"macKey"/.test(rest));
  expect(telling.filter((rest) => readLine(rest, false).kind !== 'broken')).toEqual([]);
  expect(readLine(EVENT.slice(0, -20), false)).toEqual({ kind: 'broken' });
  expect(readLine(EVENT.replace('audit', 'aud1t'), false)).toEqual({ kind: 'broken' });
});
