import { CreateSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SecretsManagerPeppers } from '../../functions/adapters/secrets/key-versions.ts';
import { SecretsManagerOriginSecret } from '../../functions/adapters/secrets/origin-secret.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { startSecrets } from '../../testkit/secrets.ts';

let secrets: Awaited<ReturnType<typeof startSecrets>>;
beforeAll(async () => {
  secrets = await startSecrets();
});
afterAll(() => secrets.stop());

const valueOf = (version: number) => `version-${version}`.padEnd(64, 'x');
let count = 0;

async function setUp() {
  const { ARN = '' } = await secrets.client.send(
    new CreateSecretCommand({ Name: `origin-${count++}`, SecretString: valueOf(1) }),
  );
  const clock = new FakeClock();
  const secret = new SecretsManagerOriginSecret(new SecretsManagerPeppers(secrets.client, ARN, clock, 'origin'));
  const put = (version: number) =>
    secrets.client.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: valueOf(version) }));
  return { clock, secret, put };
}

test('the current value is accepted, and no other', async () => {
  const { secret } = await setUp();
  expect(await secret.accepts(valueOf(1))).toBe(true);
  for (const wrong of ['', 'x', valueOf(2), `${valueOf(1)}x`, valueOf(1).slice(1), valueOf(1).toUpperCase()])
    expect([wrong, await secret.accepts(wrong)]).toEqual([wrong, false]);
});

test('a rotation refuses no call: the old value stays accepted, and the new one is known at its first use', async () => {
  const { secret, put, clock } = await setUp();
  expect(await secret.accepts(valueOf(1))).toBe(true);
  await put(2);
  expect(await secret.accepts(valueOf(1))).toBe(true);
  clock.advance(10);
  expect(await secret.accepts(valueOf(2))).toBe(true);
  expect(await secret.accepts(valueOf(1))).toBe(true);
});

test('after the next rotation the oldest value is refused', async () => {
  const { secret, put, clock } = await setUp();
  await put(2);
  await put(3);
  expect(await secret.accepts(valueOf(1))).toBe(false);
  clock.advance(10);
  expect([await secret.accepts(valueOf(2)), await secret.accepts(valueOf(3))]).toEqual([true, true]);
});

test('wrong values cause no read within ten seconds of the last', async () => {
  const { secret, clock } = await setUp();
  const reads = () => sent;
  let sent = 0;
  secrets.client.middlewareStack.add(
    (next) => (args) => {
      sent += 1;
      return next(args);
    },
    { step: 'initialize', name: 'counter' },
  );
  try {
    await secret.accepts('wrong');
    const first = reads();
    for (let call = 0; call < 50; call += 1) await secret.accepts(`wrong ${call}`);
    expect(reads()).toBe(first);
    clock.advance(10);
    await secret.accepts('wrong');
    expect(reads()).toBe(first + 2);
  } finally {
    secrets.client.middlewareStack.remove('counter');
  }
});
