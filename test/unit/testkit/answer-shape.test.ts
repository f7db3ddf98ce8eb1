import { shapeDifference, shapeOf } from '../../../testkit/enumeration/answer-shape.ts';

const answer = (change: { status?: number; headers?: string[]; body?: Record<string, unknown> } = {}) => ({
  status: change.status ?? 202,
  rawHeaders: ['Content-Type', 'application/json', 'Date', 'Tue, 24 Nov 2026 00:00:00 GMT', ...(change.headers ?? [])],
  text: JSON.stringify({
    resetId: 'A'.repeat(43),
    reference: 'AB12-CD34',
    expiresAt: '2026-11-24T00:10:00.000Z',
    ...change.body,
  }),
});

const differ = (change: Parameters<typeof answer>[0]) =>
  shapeDifference(new Set([shapeOf(answer())]), new Set([shapeOf(answer(change))]));

describe('two answers have one shape', () => {
  test('when only identifiers and times differ', () => {
    const body = { resetId: 'b_-'.repeat(14) + 'c', reference: 'ZZ99-KK00', expiresAt: '2027-01-01T01:01:01.000Z' };
    expect(differ({ body })).toBeUndefined();
    expect(shapeOf({ ...answer(), rawHeaders: ['Date', 'Wed, 25 Nov 2026 00:00:00 GMT'] })).toBe(
      shapeOf({ ...answer(), rawHeaders: ['Date', 'Tue, 24 Nov 2026 00:00:00 GMT'] }),
    );
  });
});

describe('two answers have two shapes', () => {
  test.each<[string, Parameters<typeof answer>[0]]>([
    ['another status', { status: 200 }],
    ['one header more', { headers: ['Retry-After', '5'] }],
    ['another length', { headers: ['Content-Length', '12'] }],
    ['a longer reset ID', { body: { resetId: 'A'.repeat(44) } }],
    ['another form of the reference', { body: { reference: 'AB12CD34' } }],
    ['one field more', { body: { known: true } }],
    ['a time in another form', { body: { expiresAt: '2026-11-24T00:10:00Z' } }],
  ])('by %s', (_what, change) => {
    expect(differ(change)).toEqual(expect.any(String));
  });

  test('by headers in another order', () => {
    const { rawHeaders } = answer();
    const turned = [...rawHeaders.slice(2), ...rawHeaders.slice(0, 2)];
    const shapes = [answer(), { ...answer(), rawHeaders: turned }].map((entry) => new Set([shapeOf(entry)]));
    expect(shapeDifference(...(shapes as [Set<string>, Set<string>]))).toBe('the same lines in another order');
  });
});
