import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AwsStacks } from '../doctor/aws/stacks.ts';
import type { StoredFile } from './page-releases.ts';
import type { PagesBucket } from './tidy-pages.ts';

/** Names that S3 deletes in one call. */
const AT_ONCE = 1000;

/** Returns the bucket of a deployed stage's pages, in the account of the environment's credentials. */
export async function awsPages(stackName: string, region: string | undefined): Promise<PagesBucket> {
  const options = region === undefined ? {} : { region };
  const stack = await new AwsStacks(new CloudFormationClient(options)).find(stackName);
  const bucket = Object.entries(stack?.resources ?? {}).find(
    ([id, { type }]) => type === 'AWS::S3::Bucket' && id.startsWith('PagesBucket'),
  );
  if (bucket === undefined) throw new Error(`${stackName} has no bucket of pages`);
  return new S3Pages(new S3Client(options), bucket[1].id);
}

class S3Pages implements PagesBucket {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async read(Key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key }));
      return await Body?.transformToString();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async write(Key: string, Body: string): Promise<void> {
    const file = { Bucket: this.#bucket, Key, Body, ContentType: 'application/json', CacheControl: 'no-cache' };
    await this.#client.send(new PutObjectCommand(file));
  }

  async list(Prefix: string): Promise<StoredFile[]> {
    const found: StoredFile[] = [];
    for await (const page of paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix })) {
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined && LastModified !== undefined) found.push({ name: Key, uploadedAt: LastModified });
    }
    return found;
  }

  async delete(names: readonly string[]): Promise<void> {
    for (let first = 0; first < names.length; first += AT_ONCE) {
      const Objects = names.slice(first, first + AT_ONCE).map((Key) => ({ Key }));
      const { Errors = [] } = await this.#client.send(
        new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } }),
      );
      const [error] = Errors;
      if (error !== undefined) throw new Error(`${error.Key} was not deleted: ${error.Message}`);
    }
  }
}
