import { parseEventFilter } from '../../../../local/emulators/event-filter.ts';

const event = { eventName: 'INSERT', dynamodb: { NewImage: { pending: { S: 'otp-mail' }, tags: { SS: ['a', 'b'] } } } };

test.each([
  ['an exact value', { eventName: ['MODIFY', 'INSERT'] }, true],
  ['another value', { eventName: ['MODIFY'] }, false],
  ['every name has to match', { eventName: ['INSERT'], other: ['x'] }, false],
  ['a prefix', { dynamodb: { NewImage: { pending: { S: [{ prefix: 'otp-' }] } } } }, true],
  ['another prefix', { dynamodb: { NewImage: { pending: { S: [{ prefix: 'sms-' }] } } } }, false],
  ['an element of an array', { dynamodb: { NewImage: { tags: { SS: ['b'] } } } }, true],
  ['a leaf that exists', { dynamodb: { NewImage: { pending: { S: [{ exists: true }] } } } }, true],
  ['an object is no leaf', { dynamodb: { NewImage: { pending: [{ exists: true }] } } }, false],
  ['a name that is not there', { dynamodb: { OldImage: { pending: { S: [{ exists: false }] } } } }, true],
  ['a name that is there', { eventName: [{ exists: false }] }, false],
])('%s', (_what, pattern, expected) => {
  expect(parseEventFilter(JSON.stringify(pattern))(event)).toBe(expected);
});

test.each([
  [{ eventName: [{ suffix: 'T' }] }, 'eventName: {"suffix":"T"}'],
  [{ $or: [{ eventName: ['INSERT'] }] }, '$or'],
  [{ dynamodb: { Keys: 'a' } }, 'dynamodb.Keys'],
])('an unsupported pattern is named: %j', (pattern, named) => {
  expect(() => parseEventFilter(JSON.stringify(pattern))).toThrow(named);
});
