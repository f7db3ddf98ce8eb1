import { beginsDeployment, slowestResources, type StackEvent, timingLines } from '../../../cli/deploy/timings.ts';

const BEGAN = Date.parse('2026-11-30T10:00:00Z');
const STACK = 'PasswordReset-prod';

/** An event, by its second since the deployment began. */
const event = (second: number, status: string, resource: string, type = 'AWS::Lambda::Function'): StackEvent => ({
  resource,
  type,
  status,
  at: new Date(BEGAN + second * 1000),
  ofStack: resource === STACK,
});

/** In the order in which CloudFormation lists them: the newest first. */
const listed = (...events: StackEvent[]): StackEvent[] => events.toReversed();

const firstDeployment = [
  event(-600, 'REVIEW_IN_PROGRESS', STACK),
  event(-500, 'CREATE_IN_PROGRESS', STACK),
  event(-499, 'CREATE_IN_PROGRESS', 'Distribution', 'AWS::CloudFront::Distribution'),
  event(-200, 'CREATE_COMPLETE', 'Distribution', 'AWS::CloudFront::Distribution'),
  event(-199, 'CREATE_COMPLETE', STACK),
];

const update = [
  event(0, 'UPDATE_IN_PROGRESS', STACK),
  event(5, 'UPDATE_IN_PROGRESS', 'Distribution', 'AWS::CloudFront::Distribution'),
  event(6, 'CREATE_IN_PROGRESS', 'Version'),
  // Once more when it has its physical ID.
  event(8, 'CREATE_IN_PROGRESS', 'Version'),
  event(10, 'CREATE_COMPLETE', 'Version'),
  event(185.4, 'UPDATE_COMPLETE', 'Distribution', 'AWS::CloudFront::Distribution'),
  event(190, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', STACK),
  event(191, 'DELETE_IN_PROGRESS', 'Version'),
  event(193, 'DELETE_COMPLETE', 'Version'),
  event(194, 'UPDATE_COMPLETE', STACK),
];

test('the resources of the last deployment are named by the time from their first event to their end', () => {
  expect(slowestResources(listed(...firstDeployment, ...update))).toEqual([
    { kind: 'UPDATE', resource: 'Distribution', type: 'AWS::CloudFront::Distribution', seconds: 180.4 },
    { kind: 'CREATE', resource: 'Version', type: 'AWS::Lambda::Function', seconds: 4 },
    { kind: 'DELETE', resource: 'Version', type: 'AWS::Lambda::Function', seconds: 2 },
  ]);
  expect(slowestResources(listed(...firstDeployment)).map(({ seconds }) => seconds)).toEqual([299]);
});

test('at most ten are named, and none that has not ended', () => {
  const many = Array.from({ length: 12 }, (_, index) => [
    event(1, 'CREATE_IN_PROGRESS', `Function${index}`),
    ...(index === 11 ? [] : [event(2 + index, 'CREATE_COMPLETE', `Function${index}`)]),
  ]);
  const found = slowestResources(listed(event(0, 'CREATE_IN_PROGRESS', STACK), ...many.flat()));
  expect(found.map(({ resource }) => resource)).toEqual(
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((each) => `Function${each}`),
  );
});

test('a stack without a deployment has none', () => {
  expect(slowestResources([])).toEqual([]);
  expect([event(0, 'UPDATE_COMPLETE', STACK), event(0, 'CREATE_IN_PROGRESS', 'Version')].some(beginsDeployment)).toBe(
    false,
  );
});

test('a line has the seconds, what was done, the type and the resource', () => {
  expect(timingLines(slowestResources(listed(...update)))[0]).toBe(
    '   180 s  update  AWS::CloudFront::Distribution  Distribution',
  );
});
