import type { OperationId } from '../../../functions/operations/index.ts';
import { operations, operationsWith } from '../../../functions/operations/index.ts';
import { burst, inTurns } from '../../../testkit/deployment/burst.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';
import { type BadInput, badInputs, bodyWith, fieldsOf } from './bad-input.ts';

const deployment = new Deployment();
const withBody = operationsWith('built-in').filter((id) => fieldsOf(id).length > 0);
const valid = (operationId: OperationId) => bodyWith({ operationId, field: 'captchaToken', value: 'token' });

beforeAll(() => lookInside(deployment)?.renewBudgets('user-0081', 'user-0082', 'user-0083', 'alice', 'dana'));

describe.each(withBody)('23, 24, 27. %s', (operationId) => {
  test('refuses every bad value of every field with a 400 that names it', async () => {
    const inputs = badInputs().filter((input) => input.operationId === operationId);
    const answers = await inTurns(inputs.length, 8, (n) =>
      deployment.send(operationId, bodyWith(inputs[n] as BadInput)),
    );
    const wrong = inputs.filter(({ field }, n) => {
      const { status, json } = answers[n] ?? {};
      const named = ((json?.['errors'] ?? []) as { field: string }[]).map((error) => error.field);
      return status !== 400 || json?.['code'] !== 'invalid-request' || !named.includes(field);
    });
    expect(wrong.map(({ field, what }) => `${field}: ${what}`)).toEqual([]);
    expect(inputs.length).toBeGreaterThan(10);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'admin', 'email[]', 'userId\u0000'])(
    'refuses the unknown field %j',
    async (field) => {
      const body = JSON.stringify(valid(operationId)).replace('{', `{${JSON.stringify(field)}:{"admin":true},`);
      expect(await deployment.send(operationId, body)).toMatchObject({
        status: 400,
        json: { code: 'invalid-request' },
      });
    },
  );

  test('refuses a duplicate of each field, even an escaped one', async () => {
    for (const field of fieldsOf(operationId)) {
      for (const name of [field, `\\u00${field.charCodeAt(0).toString(16)}${field.slice(1)}`]) {
        const body = JSON.stringify(valid(operationId)).replace('{', `{"${name}":"one","${field}":"other",`);
        expect((await deployment.send(operationId, body)).json).toMatchObject({
          detail: 'The body names a field twice.',
        });
      }
    }
  });

  test('refuses a query string, also with %00', async () => {
    const { path, method } = operations[operationId];
    for (const query of ['?userId=alice', '?a=%00', '?email=a%0d%0aBcc:b@example.com']) {
      const url = `${deployment.endpoints.api}${path}${query}`;
      const headers = { 'Content-Type': 'application/json' };
      const answer = await httpCall({ method, url, headers, body: JSON.stringify(valid(operationId)) });
      expect(answer).toMatchObject({ status: 400, json: { code: 'invalid-request' } });
    }
  });

  test('28. a large, a deep and a wrongly typed body get a cheap 4xx', async () => {
    const large = JSON.stringify({ ...valid(operationId), padding: 'x'.repeat(1_000_000) });
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    for (const body of [large, deep]) expect((await deployment.send(operationId, body)).status).toBe(413);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/jsonp']) {
      const answer = await deployment.send(operationId, valid(operationId), { headers: { 'Content-Type': type } });
      expect(answer).toMatchObject({ status: 415, json: { code: 'invalid-request' } });
    }
  });
});

test('28. a body of 11 MB never reaches a function', async () => {
  const answer = await deployment.send('start-reset', 'x'.repeat(11 * 1024 * 1024));
  expect(answer.status).toBe(413);
});

test('21. a link in a mail follows no Host, X-Forwarded-Host or Origin', async () => {
  const userId = 'user-0081';
  const headers = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    Origin: 'https://evil.example',
    Referer: 'https://evil.example/',
  };
  const started = await deployment.start(userId, { from: ownSource(), headers });
  const { text, html } = await deployment.mailbox.waitFor(`${userId}@example.com`, started.reference);
  expect(`${text}${html}`).not.toContain('evil.example');
  expect(text).toContain(`${deployment.endpoints.site}/report#`);
});

test('25. look-alike addresses and user IDs: no mail is sent', async () => {
  const before = (await deployment.mailbox.all()).length;
  const addresses = [
    'al\u0131ce@example.com',
    'alice@examp\u217ee.com',
    'alice\uff20example.com@example.com',
    'a\u200blice@example.com',
    'alice@e\u0445ample.com',
  ];
  const userIds = [
    '\u0251lice',
    'ALICE',
    'alice\u200b',
    'al\u0131ce',
    '\uff41lice',
    'alice\u0301',
    '\u202ealice',
    'dan\u00e0',
  ];
  await burst(addresses.length, (n) =>
    deployment
      .call('remind-user-id', { email: addresses[n] }, { from: ownSource() })
      .then((answer) => expecting(202, answer)),
  );
  await burst(userIds.length, (n) => deployment.start(userIds[n] ?? '', { from: ownSource() }));
  await deployment.otpOf(await deployment.start('user-0082', { from: ownSource() }), 'user-0082@example.com');
  expect((await deployment.mailbox.all()).length - before).toBe(1);
});

test('25. an address in other case gets its mail at the registered address, byte for byte', async () => {
  const before = (await deployment.mailbox.to('user-0083@example.com')).length;
  expecting(202, await deployment.call('remind-user-id', { email: 'USER-0083@EXAMPLE.COM' }, { from: ownSource() }));
  const mails = await deployment.mailbox.waitForSeveral(before + 1, 'user-0083@example.com', 'user-0083');
  expect(mails.at(-1)?.to).toEqual(['user-0083@example.com']);
});

test('26. HTML in a user ID, a locale and a user agent is inert in mails (the user is put into the table)', async () => {
  const userId = '<img src=x onerror=alert(1)>"\'&';
  const address = 'markup@example.com';
  const inside = lookInside(deployment);
  await inside?.putUser(userId, address, 'active');
  const headers = { 'User-Agent': '(Windows NT 10.0) Firefox/<script>alert(1)</script> evil.example' };
  expecting(202, await deployment.call('remind-user-id', { email: address }, { from: ownSource(), headers }));
  const mails = inside === undefined ? [] : [await deployment.mailbox.waitFor(address)];
  for (const { text, html } of mails) {
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toMatch(/<img src=x|<script/);
    expect(text).toContain('Browser: Firefox on Windows\n');
    expect(text + html).not.toContain('evil.example');
  }
  const locale = '<b>en</b>';
  expecting(202, await deployment.call('remind-user-id', { email: address, locale }, { from: ownSource() }));
  const all = inside === undefined ? [] : await deployment.mailbox.waitForSeveral(2, address);
  for (const { text, html } of all) expect(text + html).not.toContain('<b>en');
});
