import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { S3Archive } from '../../../functions/adapters/archive/s3-archive.ts';
import type { SignedDigest } from '../../../functions/domain/archive-digest.ts';
import { listen } from '../../../local/listen.ts';

interface File {
  readonly at: Date;
  readonly content: Buffer;
}

/** Starts a server with the part of S3's protocol that the archive uses, two names per page. */
async function startBucket() {
  const files = new Map<string, File>();
  const server = await listen(
    createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://bucket');
      const name = decodeURIComponent(url.pathname.replace(/^\/bucket\/?/, ''));
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'PUT') {
          const taken = request.headers['if-none-match'] === '*' && files.has(name);
          if (!taken) files.set(name, { at: new Date(), content: Buffer.concat(chunks) });
          response.writeHead(taken ? 412 : 200).end();
        } else if (name === '') response.writeHead(200, { 'content-type': 'application/xml' }).end(listing(files, url));
        else response.writeHead(200).end(files.get(name)?.content);
      });
    }),
    0,
  );
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const client = new S3Client({ endpoint: server.url, region: 'eu-central-1', forcePathStyle: true, credentials });
  return { files, archive: new S3Archive(client, 'bucket'), stop: () => server.stop() };
}

function listing(files: ReadonlyMap<string, File>, { searchParams }: URL): string {
  const prefix = searchParams.get('prefix') ?? '';
  const after = searchParams.get('continuation-token') ?? '';
  const names = [...files.keys()].filter((name) => name.startsWith(prefix) && name > after).toSorted();
  const page = names.slice(0, 2);
  const contents = page
    .map(
      (name) =>
        `<Contents><Key>${name}</Key><LastModified>${files.get(name)?.at.toISOString()}</LastModified></Contents>`,
    )
    .join('');
  const more = names.length > page.length;
  const token = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${token}${contents}</ListBucketResult>`;
}

let bucket: Awaited<ReturnType<typeof startBucket>>;
beforeEach(async () => {
  bucket = await startBucket();
});
afterEach(() => bucket.stop());

const put = (name: string, at: string) => bucket.files.set(name, { at: new Date(at), content: Buffer.from(name) });
const signed = (until: string): SignedDigest => ({
  digest: { schema: 1, from: '1970-01-01T00:00:00.000Z', until, objects: [] },
  key: 'arn',
  signature: 'signature',
});

test('the files of a period are those that came in it, whatever the hour in their names', async () => {
  put('events/2026/11/23/09/a.gz', '2026-11-23T10:30:00Z');
  put('events/2026/11/24/08/b.gz', '2026-11-24T09:59:59Z');
  put('events/2026/11/24/09/c.gz', '2026-11-24T10:00:00Z');
  put('events/2026/11/24/10/d.gz', '2026-11-24T10:59:59Z');
  put('events/2026/11/24/10/e.gz', '2026-11-24T11:00:00Z');
  put('events/2026/11/23/10/late.gz', '2026-11-24T10:20:00Z');
  const between = async (from: string, until: string) =>
    (await bucket.archive.objectsBetween(new Date(from), new Date(until))).map(({ name }) => name);
  expect(await between('2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z')).toEqual([
    'events/2026/11/23/10/late.gz',
    'events/2026/11/24/09/c.gz',
    'events/2026/11/24/10/d.gz',
  ]);
  expect(await between('1970-01-01T00:00:00Z', '2026-11-24T12:00:00Z')).toHaveLength(6);
  const [object] = await bucket.archive.objectsBetween(new Date(0), new Date('2026-11-23T12:00:00Z'));
  expect(object).toEqual({
    name: 'events/2026/11/23/09/a.gz',
    size: 25,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('the last digest is found however long ago it is, and a second one of its hour is not written', async () => {
  const { archive } = bucket;
  expect(await archive.latestDigest(new Date('2026-11-24T11:00:00Z'))).toBeUndefined();
  const first = signed('2026-11-20T09:00:00.000Z');
  await archive.putDigest('digests/2026/11/20/08.json', signed('2026-11-20T08:00:00.000Z'));
  await archive.putDigest('digests/2026/11/20/09.json', first);
  await archive.putDigest('digests/2026/11/20/09.json', signed('2026-11-20T23:00:00.000Z'));
  expect(await archive.latestDigest(new Date('2026-11-24T11:00:00Z'))).toEqual({
    name: 'digests/2026/11/20/09.json',
    signed: first,
  });
});
