import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ArchivedObject, NamedDigest, SignedDigest } from '../../domain/archive-digest.ts';
import type { Archive } from '../../ports.ts';

const DAY = 86_400_000;

/**
 * Days after which Firehose no longer retries the delivery of a file. A file's name has the day of its first record.
 */
const LATE = 2;

/** Days back for which the last digest is searched. */
const LOOK_BACK = 400;

const PRECONDITION_FAILED = 412;

/** Archive in S3: Firehose writes files below `events/YYYY/MM/DD/HH/`; their digests are below `digests/`. */
export class S3Archive implements Archive {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async latestDigest(before: Date): Promise<NamedDigest | undefined> {
    for (let day = 0; day <= LOOK_BACK; day++) {
      const prefix = `digests/${dayOf(new Date(before.getTime() - day * DAY))}/`;
      const name = (await this.#list(prefix))
        .map(({ Key }) => Key)
        .toSorted()
        .at(-1);
      if (name !== undefined) return { name, signed: JSON.parse((await this.#read(name)).toString()) as SignedDigest };
    }
    return undefined;
  }

  async objectsBetween(from: Date, until: Date): Promise<ArchivedObject[]> {
    const prefixes = from.getTime() === 0 ? ['events/'] : daysBetween(from, until).map((day) => `events/${day}/`);
    const objects: ArchivedObject[] = [];
    for (const prefix of prefixes) {
      for (const { Key: name, LastModified: at } of await this.#list(prefix)) {
        if (at < from || at >= until) continue;
        const content = await this.#read(name);
        objects.push({ name, size: content.length, sha256: createHash('sha256').update(content).digest('hex') });
      }
    }
    return objects;
  }

  /** Writes a digest. The first digest of an hour stays; a second one is not written. */
  async putDigest(name: string, signed: SignedDigest): Promise<void> {
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: name,
          Body: JSON.stringify(signed),
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
    } catch (error) {
      if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== PRECONDITION_FAILED) throw error;
    }
  }

  async #list(prefix: string): Promise<{ Key: string; LastModified: Date }[]> {
    const found: { Key: string; LastModified: Date }[] = [];
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) {
      for (const { Key, LastModified } of Contents)
        if (Key !== undefined && LastModified !== undefined) found.push({ Key, LastModified });
    }
    return found;
  }

  async #read(name: string): Promise<Buffer> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: name }));
    if (Body === undefined) throw new Error('a file of the archive has no content');
    return Buffer.from(await Body.transformToByteArray());
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10).replaceAll('-', '/');

function daysBetween(from: Date, until: Date): string[] {
  const days: string[] = [];
  for (let at = from.getTime() - LATE * DAY; at < until.getTime() + DAY; at += DAY) days.push(dayOf(new Date(at)));
  return days.filter((day) => day <= dayOf(until));
}
