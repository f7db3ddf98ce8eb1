import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { OVERDUE_KEY, type ResetRecord } from '../../../functions/domain/reset-record.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { type Cloud, startCloud } from '../../../local/cloud.ts';
import { secretNames } from '../../../lib/stage-names.ts';
import { freePortBase, portsFrom } from '../../../local/ports.ts';
import { Deployment, expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { StoredItems } from '../../../testkit/deployment/stored-items.ts';
import { WireProxy } from '../../../testkit/wire/wire-proxy.ts';
import { sharedSynthesis } from '../cloud/shared-assembly.ts';

/** Milliseconds to wait for the effects of a step, with cold starts on a busy machine. */
const PATIENCE = 120_000;

/** Seconds after which the redelivery takes a pending record. */
const PAST_GRACE = 120;

export const addressOf = (userId: string): string => `${userId}@example.com`;

type WireName = 'dynamodb' | 'ses' | 'secretsManager' | 'siteverify' | 'directory' | 'eventBridge';

/** Paths of verifications, by the captcha's provider. */
const SITEVERIFY: Readonly<Record<string, string>> = {
  'recaptcha-v2': '/recaptcha/api/siteverify',
  hcaptcha: '/siteverify',
};

const CLOCK = new URL('clock.ts', import.meta.url).href;

/** A separate laptop cloud, with a proxy on the wire to each service that its functions call. */
export class FaultyCloud {
  readonly deployment: Deployment;
  readonly inside: StoredItems;
  readonly wires: Readonly<Record<WireName, WireProxy>>;
  readonly #name: string;
  readonly #cloud: Cloud;
  readonly #clocks: Map<string, number>;

  private constructor(name: string, cloud: Cloud, wires: Record<WireName, WireProxy>, clocks: Map<string, number>) {
    this.#name = name;
    this.#cloud = cloud;
    this.#clocks = clocks;
    this.wires = wires;
    this.deployment = new Deployment(cloud.endpoints);
    this.inside = new StoredItems(cloud.endpoints.dynamodb);
  }

  /** @param name name of the data folder; each test file has its own */
  static async start(name: string, settings: Record<string, string> = {}): Promise<FaultyCloud> {
    const portBase = await freePortBase();
    const ports = portsFrom(portBase);
    const wire = (port: number) => WireProxy.start(`http://127.0.0.1:${port}`);
    const clocks = new Map<string, number>();
    const [dynamodb, ses, secretsManager, siteverify, directory, eventBridge] = await Promise.all([
      wire(ports.dynamodb),
      wire(ports.inbox),
      wire(ports.secretsManager),
      wire(ports.recaptcha),
      wire(ports.directory),
      wire(ports.eventBridge),
    ]);
    const cloud = await startCloud({
      dataDir: `.local-faults/${name}`,
      portBase,
      fresh: true,
      users: 40,
      // Expired items stay in the table, as they may for days on AWS.
      ttlSweepSeconds: 3600,
      settings: {
        ...(settings['captchaProvider'] !== 'altcha' && {
          captchaVerifyUrl: `${siteverify.url}${SITEVERIFY[settings['captchaProvider'] ?? 'recaptcha-v2']}`,
        }),
        ...(settings['directory'] === 'webhook' && { webhookUrl: directory.url }),
        ...settings,
      },
      synthesize: sharedSynthesis,
      through: {
        dynamodb: dynamodb.url,
        ses: ses.url,
        secretsManager: secretsManager.url,
        eventBridge: eventBridge.url,
      },
      variablesOf: (stem): Record<string, string> => {
        const seconds = clocks.get(stem);
        return seconds === undefined ? {} : { NODE_OPTIONS: `--import=${CLOCK}`, CLOCK_SECONDS: String(seconds) };
      },
    });
    const wires = {
      dynamodb: dynamodb.proxy,
      ses: ses.proxy,
      secretsManager: secretsManager.proxy,
      siteverify: siteverify.proxy,
      directory: directory.proxy,
      eventBridge: eventBridge.proxy,
    };
    return new FaultyCloud(name, cloud, wires, clocks);
  }

  /** Stops the cloud and prints the number of injected faults. */
  async stop(): Promise<void> {
    process.stderr.write(`${this.#counts()}\n`);
    await this.#cloud.stop();
    await Promise.all(Object.values(this.wires).map((wire) => wire.stop()));
  }

  /** Removes the faults from every wire. */
  clearFaults(): void {
    for (const wire of Object.values(this.wires)) wire.clear();
  }

  #counts(): string {
    const wires = Object.entries<WireProxy>(this.wires).filter(([, { calls }]) => calls.length > 0);
    const counts = wires.map(([name, { calls, injected }]) => {
      const faults = [...injected].map(([kind, count]) => `${count} × ${kind}`).join(', ');
      return `${name} ${calls.length} calls (${faults || 'no fault'})`;
    });
    return `faults/${this.#name}: ${counts.join('; ')}`;
  }

  /** Sets the clock of a function this many seconds ahead (negative: behind), and restarts its processes. */
  async setClock(stem: string, seconds: number): Promise<void> {
    this.#clocks.set(stem, seconds);
    await this.kill(stem);
  }

  start = (userId: string): Promise<Started> => this.deployment.start(userId, { from: ownSource() });

  /** Starts a request and waits until its code is mailed and recorded as mailed, which may be a moment later. */
  async mailed(userId: string): Promise<{ started: Started; otp: string }> {
    await this.inside.endAccountCooldown(userId);
    const started = await this.start(userId);
    const otp = await this.deployment.otpOf(started, addressOf(userId));
    await this.inside.settled(started);
    return { started, otp };
  }

  /** Starts a request and enters its code. */
  async verified(userId: string): Promise<{ started: Started; resetToken: string }> {
    const { started, otp } = await this.mailed(userId);
    const { resetToken } = expecting(200, await this.deployment.verify(started, otp)).json;
    return { started, resetToken: String(resetToken) };
  }

  /** Kills the processes of a function at once, whatever they do. */
  kill = (stem: string): Promise<void> => this.#cloud.processesOf(stem).kill();

  /** Invokes a function, without an event as its schedule does. */
  run = (stem: string, event: object = {}) => this.#cloud.processesOf(stem).invoke(JSON.stringify(event));

  /** Lets the grace period pass and runs the redelivery; twice for a change that the directory does not know. */
  async redeliver(started: Started): Promise<void> {
    await this.#redeliverOnce(started);
    if ((await this.inside.reset(started))?.pending === OVERDUE_KEY) await this.#redeliverOnce(started);
  }

  async #redeliverOnce(started: Started): Promise<void> {
    const { pending, pendingAt } = (await this.inside.reset(started)) ?? {};
    if (pending === undefined || pendingAt === undefined) return;
    await this.inside.changeReset(started, { pendingAt: pendingAt - PAST_GRACE });
    await this.run('redelivery');
  }

  /** Stores a new pepper, as a rotation does. Warm functions keep the pepper that they have read. */
  rotatePepper = (): Promise<void> => this.#rotate('pepper');

  /** Puts another value of the secret that the distribution sends; the distribution sends what it was deployed with. */
  rotateOriginSecret = (): Promise<void> => this.#rotate('origin');

  async #rotate(name: 'pepper' | 'origin'): Promise<void> {
    const SecretId = secretNames('laptop')[name];
    const client = new SecretsManagerClient({
      endpoint: this.#cloud.endpoints.secretsManager,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    try {
      await client.send(new PutSecretValueCommand({ SecretId, SecretString: randomBytes(48).toString('base64') }));
    } finally {
      client.destroy();
    }
  }

  /** Puts a record into the table whose mail is pending but cannot be made. */
  putPoison = (): Promise<void> =>
    this.inside.putReset({ key: 'RESET#poison', pending: 'mail', lastEvent: { event: 'poison' } });

  /** Reads the audit trail of a request, each event once and in sequence. */
  trail({ reference }: Started): PublishedEvent[] {
    const events = logLines(this.deployment.endpoints.logs)
      .filter((line) => line.startsWith('{"audit":'))
      .map((line) => (JSON.parse(line) as { audit: PublishedEvent }).audit)
      .filter((event) => event.reference === reference && event.sequence !== undefined);
    const bySequence = new Map(events.map((event) => [event.sequence, event]));
    return [...bySequence.values()].toSorted((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0));
  }

  /** Waits until the trail has every write of the record; returns both. A gap in the trail lets the wait fail. */
  wholeTrail(started: Started): Promise<{ record: ResetRecord; events: string[] }> {
    return until(`the whole trail of ${started.reference}`, async () => {
      const record = await this.inside.reset(started);
      const trail = this.trail(started);
      const whole = record !== undefined && trail.length === record.sequence && trail.at(-1)?.sequence === trail.length;
      return whole ? { record, events: trail.map(({ event }) => event) } : undefined;
    });
  }
}

export async function until<Value>(
  what: string,
  look: () => Promise<Value | undefined> | Value | undefined,
): Promise<Value> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const value = await look();
    if (value !== undefined) return value;
    await sleep(50);
  }
  throw new Error(`${what} did not come in ${PATIENCE} ms`);
}
