import { LdapError, WebhookError } from '../../../functions/adapters/directories/directory-error.ts';

describe.each([
  ['WebhookError', WebhookError],
  ['LdapError', LdapError],
] as const)('a %s', (type, ErrorOfDirectory) => {
  test('is named by its kind and a code', () => {
    expect(new ErrorOfDirectory('unreachable', 'ECONNREFUSED').name).toBe(`${type} unreachable ECONNREFUSED`);
    expect(new ErrorOfDirectory('unreachable', 49).name).toBe(`${type} unreachable 49`);
    expect(new ErrorOfDirectory('timeout').name).toBe(`${type} timeout`);
  });

  test.each(['no such user alice', 'alice@example.com', 'a\nb', '', 'A'.repeat(61)])(
    'has no free text in its name, which is logged: %j',
    (said) => {
      expect(new ErrorOfDirectory('unreachable', said)).toMatchObject({
        name: `${type} unreachable`,
        detail: undefined,
      });
    },
  );

  test('is an outage if the other side did not answer, but not if it was not called', () => {
    expect(new ErrorOfDirectory('unreachable').isOutage).toBe(true);
    expect(new ErrorOfDirectory('timeout').isOutage).toBe(true);
    expect(new ErrorOfDirectory('circuit-open').isOutage).toBe(false);
  });
});

test.each([
  [429, true],
  [500, true],
  [503, true],
  [404, false],
  [428, false],
])('status %d of a webhook directory is an outage: %s', (status, outage) => {
  expect(new WebhookError('status', status).isOutage).toBe(outage);
});

test.each([
  [3, true],
  [51, true],
  [52, true],
  [49, false],
  [50, false],
])('result %d of an LDAP directory is an outage: %s', (code, outage) => {
  expect(new LdapError('result', code).isOutage).toBe(outage);
});
