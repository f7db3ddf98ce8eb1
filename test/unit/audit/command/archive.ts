import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ArchivedObject, digestName, type NamedDigest } from '../../../../functions/domain/archive-digest.ts';
import type { PublishedEvent } from '../../../../functions/domain/published-event.ts';
import type { Archive } from '../../../../functions/ports.ts';
import { signArchive } from '../../../../functions/use-cases/sign-archive.ts';

const HOUR = 3_600_000;

export const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0123';

/** Copy of an archive in a folder: a compressed file for each hour with events, as Firehose names it, and digests. */
export class CopiedArchive implements Archive {
  readonly folder: string;
  readonly digests: NamedDigest[] = [];
  readonly #key: KeyObject;
  readonly #objects: (ArchivedObject & { readonly at: Date })[] = [];

  constructor(folder: string) {
    this.folder = folder;
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    writeFileSync(this.keyFile, publicKey.export({ format: 'der', type: 'spki' }));
  }

  get keyFile(): string {
    return `${this.folder}.der`;
  }

  get files(): readonly string[] {
    return this.#objects.map(({ name }) => name);
  }

  /** Takes events in as Firehose does, and signs each hour. */
  async take(events: readonly PublishedEvent[]): Promise<void> {
    const byHour = Map.groupBy(events, ({ at }) => Math.floor(Date.parse(at) / HOUR));
    const hours = [...byHour.keys()].toSorted((a, b) => a - b);
    for (const hour of hours) {
      const at = new Date(hour * HOUR);
      const lines = (byHour.get(hour) ?? []).map((audit) => `${JSON.stringify({ audit })}\n`).join('');
      const name = digestName(at).replace('digests', 'events').replace('.json', `/${hour}.gz`);
      const content = gzipSync(lines);
      const sha256 = createHash('sha256').update(content).digest('hex');
      this.#objects.push({ name, size: content.length, sha256, at: new Date(at.getTime() + HOUR / 2) });
      this.write(name, content);
    }
    const [first = 0, last = 0] = [hours[0], hours.at(-1)];
    for (let hour = first + 1; hour <= last + 1; hour++) {
      const ports = { clock: { now: () => new Date(hour * HOUR + HOUR / 4) }, archive: this, signer: this };
      await signArchive(ports);
    }
  }

  async latestDigest(before: Date): Promise<NamedDigest | undefined> {
    return this.digests.findLast(({ name }) => name <= digestName(before));
  }

  async objectsBetween(from: Date, until: Date): Promise<ArchivedObject[]> {
    return this.#objects.filter(({ at }) => at >= from && at < until).map(({ at: _at, ...object }) => object);
  }

  async putDigest(name: string, signed: NamedDigest['signed']): Promise<void> {
    this.digests.push({ name, signed });
    this.write(name, JSON.stringify(signed));
  }

  async sign(text: string): Promise<{ readonly key: string; readonly signature: string }> {
    return { key: KEY, signature: sign('sha256', Buffer.from(text), this.#key).toString('base64') };
  }

  write(name: string, content: Buffer | string): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
