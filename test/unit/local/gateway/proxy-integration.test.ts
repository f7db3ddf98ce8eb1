import { proxyAnswer } from '../../../../local/gateway/proxy-integration.ts';

const answer = (payload: unknown) => proxyAnswer({ ok: true, payload: JSON.stringify(payload) });

test('an answer goes to the client with its headers, single ones and lists', () => {
  const result = answer({
    statusCode: 201,
    headers: { 'Retry-After': 5, 'Set-Cookie': 'dropped=1' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    body: 'text',
  });
  expect(result).toEqual({
    status: 201,
    headers: [
      ['Retry-After', '5'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Content-Type', 'application/json'],
    ],
    body: 'text',
  });
});

test('headers that API Gateway keeps for itself come out under another name', () => {
  expect(answer({ statusCode: 401, headers: { 'WWW-Authenticate': 'Bearer', 'content-type': 'text/plain' } })).toEqual({
    status: 401,
    headers: [
      ['x-amzn-Remapped-WWW-Authenticate', 'Bearer'],
      ['content-type', 'text/plain'],
    ],
    body: '',
  });
});

test.each([
  ['no object', 'Hello'],
  ['null', null],
  ['no status', { body: 'x' }],
  ['a status that is no number', { statusCode: 'OK' }],
  ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
])('%s is malformed', (_, payload) => {
  expect(answer(payload)).toHaveProperty('malformed');
});

test('a function that failed has no answer', () => {
  const error = { errorType: 'Error', errorMessage: 'no' };
  expect(proxyAnswer({ ok: false, error })).toEqual({ malformed: 'no' });
});
