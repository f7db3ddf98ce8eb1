import { readFileSync } from 'node:fs';
import {
  isAnswerSignedBy,
  signAnswer,
  signRequest,
} from '../../../../functions/adapters/directories/webhook/signature.ts';
import { verifySignature } from '../../../../examples/webhook-plain-node/verify-signature.ts';

interface Vector {
  readonly request: Record<'keyId' | 'nonce' | 'method' | 'path' | 'body' | 'signature', string> & {
    readonly timestamp: number;
  };
  readonly answer: { readonly status: number; readonly body: string; readonly signature: string };
}

const document = readFileSync(new URL('../../../../docs/guides/webhook-directory.md', import.meta.url), 'utf8');
const [, KEY = ''] = /The key of both is `(\w+)`/.exec(document) ?? [];
const vectors = JSON.parse(/```json\n([\s\S]*?)```/.exec(document)?.[1] ?? '[]') as Vector[];
const key = Buffer.from(KEY);

test('the document has vectors, one of them beyond ASCII', () => {
  expect(vectors).toHaveLength(2);
  expect(KEY.length).toBeGreaterThanOrEqual(43);
  expect(vectors.some(({ request }) => Buffer.byteLength(request.body) > request.body.length)).toBe(true);
});

describe.each(vectors)('the vector of $request.path', ({ request, answer }) => {
  const body = Buffer.from(request.body);
  const signedAnswer = {
    keyId: request.keyId,
    nonce: request.nonce,
    status: answer.status,
    body: Buffer.from(answer.body),
  };
  const received = {
    method: request.method,
    path: request.path,
    headers: {
      'password-reset-key-id': request.keyId,
      'password-reset-timestamp': String(request.timestamp),
      'password-reset-nonce': request.nonce,
      'password-reset-signature': request.signature,
    },
    body,
  };
  const verify = () =>
    verifySignature(received, new Map([[request.keyId, KEY]]), { use: async () => true }, request.timestamp * 1000);

  test('is what the service signs', () => {
    expect(signRequest(key, { ...request, body })).toBe(request.signature);
  });

  test('is accepted and answered by a receiver', async () => {
    const verdict = await verify();
    expect(verdict.kind === 'accepted' && verdict.signAnswer(answer.status, signedAnswer.body)).toBe(answer.signature);
  });

  test('is the answer that the service accepts, for this request only', () => {
    expect(signAnswer(key, signedAnswer)).toBe(answer.signature);
    expect(isAnswerSignedBy(key, signedAnswer, answer.signature)).toBe(true);
    const others = [
      { ...signedAnswer, keyId: 'other' },
      { ...signedAnswer, nonce: 'other' },
      { ...signedAnswer, status: 201 },
      { ...signedAnswer, body: Buffer.from('{}') },
    ];
    for (const other of others) expect(isAnswerSignedBy(key, other, answer.signature)).toBe(false);
    expect(isAnswerSignedBy(key, signedAnswer, undefined)).toBe(false);
  });
});

test('no part of a request can be moved into another', () => {
  const whole = { keyId: 'k', timestamp: 1, nonce: 'n', method: 'POST', path: '/a', body: Buffer.from('b') };
  const signatures = [
    whole,
    { ...whole, path: '/a\nb', body: Buffer.alloc(0) },
    { ...whole, path: '/', body: Buffer.from('a\nb') },
    { ...whole, nonce: 'n\nPOST', method: '/a' },
  ].map((each) => signRequest(key, each));
  expect(new Set(signatures).size).toBe(signatures.length);
});
