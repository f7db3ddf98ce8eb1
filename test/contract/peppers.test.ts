import { CreateSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SecretsManagerPeppers } from '../../functions/adapters/secrets/key-versions.ts';
import type { Peppers } from '../../functions/ports.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { InMemoryPeppers } from '../../testkit/fakes/in-memory-peppers.ts';
import { startSecrets } from '../../testkit/secrets.ts';

interface Kit {
  readonly peppers: Peppers;
  readonly rotate: () => Promise<void>;
}

let secrets: Awaited<ReturnType<typeof startSecrets>>;
beforeAll(async () => {
  secrets = await startSecrets();
});
afterAll(() => secrets.stop());

let count = 0;
const clock = new FakeClock();
const material = () => `${count}`.padEnd(64, 'x');

async function inSecretsManager(): Promise<Kit> {
  const Name = `pepper-${count++}`;
  const { ARN = '' } = await secrets.client.send(new CreateSecretCommand({ Name, SecretString: material() }));
  return {
    peppers: new SecretsManagerPeppers(secrets.client, ARN, clock),
    rotate: async () => {
      count++;
      await secrets.client.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: material() }));
    },
  };
}

async function inMemory(): Promise<Kit> {
  const peppers = new InMemoryPeppers();
  return { peppers, rotate: async () => peppers.rotate() };
}

describe.each([
  ['in memory', inMemory],
  ['Secrets Manager', inSecretsManager],
])('peppers %s', (_name, makeKit) => {
  test('have no previous version before the first rotation', async () => {
    const { peppers } = await makeKit();
    const current = await peppers.current();
    expect(await peppers.previous()).toBeUndefined();
    expect(await peppers.version(current.version)).toEqual(current);
    expect(await peppers.version('another')).toBeUndefined();
  });

  test('know two versions during a rotation, and none older', async () => {
    const { peppers, rotate } = await makeKit();
    const first = await peppers.current();
    await rotate();
    clock.advance(301);
    const second = await peppers.current();
    expect(second.version).not.toBe(first.version);
    expect(second.key.equals(first.key)).toBe(false);
    expect(await peppers.previous()).toEqual(first);
    expect(await peppers.version(first.version)).toEqual(first);
    await rotate();
    clock.advance(301);
    expect(await peppers.version(first.version)).toBeUndefined();
  });
});

describe('peppers Secrets Manager', () => {
  test('read the latest versions again, but not on each call', async () => {
    const { peppers, rotate } = await inSecretsManager();
    const [first] = await peppers.latest();
    await rotate();
    expect((await peppers.latest()).map(({ version }) => version)).toEqual([first?.version]);
    clock.advance(10);
    const [second, previous] = await peppers.latest();
    expect(previous).toEqual(first);
    expect(await peppers.current()).toEqual(second);
    expect(second?.version).not.toBe(first?.version);
  });

  test('work from the cache while the service is down, and fail closed once it expires', async () => {
    const { peppers } = await inSecretsManager();
    const current = await peppers.current();
    const send = secrets.client.send.bind(secrets.client);
    secrets.client.send = () => Promise.reject(new Error('down'));
    clock.advance(299);
    expect(await peppers.current()).toEqual(current);
    clock.advance(2);
    await expect(peppers.current()).rejects.toThrow('down');
    secrets.client.send = send;
  });

  test('read once for parallel callers, and again after an error', async () => {
    const { peppers } = await inSecretsManager();
    const send = secrets.client.send.bind(secrets.client);
    let calls = 0;
    const answering = (answer: typeof send) =>
      ((command: never) => {
        calls += 1;
        return answer(command);
      }) as typeof send;
    secrets.client.send = answering(() => Promise.reject(new Error('down')));
    const faults = await Promise.allSettled([peppers.current(), peppers.current()]);
    expect(faults.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toBe(1);
    secrets.client.send = answering(send);
    const [one, other] = await Promise.all([peppers.current(), peppers.current()]);
    expect(one).toEqual(other);
    expect(calls).toBe(2);
    secrets.client.send = send;
  });

  test('notice a rotation that another function has seen before', async () => {
    const { peppers, rotate } = await inSecretsManager();
    const first = await peppers.current();
    await rotate();
    const other = new SecretsManagerPeppers(secrets.client, `pepper-${count - 2}`, clock);
    const { version } = await other.current();
    expect(version).not.toBe(first.version);
    expect((await peppers.version(version))?.version).toBe(version);
  });

  test('refuse a secret that is too short', async () => {
    const { ARN = '' } = await secrets.client.send(new CreateSecretCommand({ Name: 'short', SecretString: 'pepper' }));
    await expect(new SecretsManagerPeppers(secrets.client, ARN, clock).current()).rejects.toThrow('shorter than 43');
  });
});
