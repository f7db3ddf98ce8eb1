import { awsPages } from '../../../cli/deploy/aws-pages.ts';
import { type PagesBucket, tidyPages } from '../../../cli/deploy/tidy-pages.ts';
import { HASHED_FILES, HASHED_FOLDERS, RELEASES } from '../../../lib/constructs/page-files.ts';
import { REGION } from '../../../local/account.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { ROOT_KEY } from './emulator.ts';
import { STAGE } from './stage.ts';

/** After a deployment, `npm run deploy` deletes files of the pages that no page needs that may still be open. */

const STRAY = `${HASHED_FOLDERS[0]}stray-0a1b2c3d.js`;
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

let bucket: PagesBucket;
let deployed: readonly string[];

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: new Deployment().endpoints.dynamodb,
    AWS_ACCESS_KEY_ID: ROOT_KEY,
    AWS_SECRET_ACCESS_KEY: ROOT_KEY,
  });
  bucket = await awsPages(`PasswordReset-${STAGE}`, REGION);
  deployed = JSON.parse((await bucket.read(HASHED_FILES)) ?? '[]') as string[];
});

const stored = async (): Promise<string[]> =>
  (await Promise.all(HASHED_FOLDERS.map((folder) => bucket.list(folder)))).flat().map(({ name }) => name);

test('a first release is recorded, and every file of it stays', async () => {
  expect(deployed.length).toBeGreaterThan(5);
  expect(await tidyPages(bucket, new Date())).toBe(0);
  expect(await stored()).toEqual(expect.arrayContaining([...deployed]));
  const releases = JSON.parse((await bucket.read(RELEASES)) ?? '') as { files: string[] }[];
  expect(releases.map(({ files }) => files)).toEqual([deployed.toSorted()]);
});

test('a file that none of three releases has is deleted, and no other', async () => {
  await bucket.write(STRAY, 'export {};');
  const release = (days: number, files: readonly string[]) => ({ at: inDays(days).toISOString(), files });
  await bucket.write(RELEASES, JSON.stringify([release(3, deployed), release(2, []), release(1, [])]));
  // An earlier deployment with other settings may have left a file too.
  const obsolete = (await stored()).filter((name) => !deployed.includes(name));
  expect(obsolete).toContain(STRAY);
  expect(await tidyPages(bucket, inDays(4))).toBe(obsolete.length);
  expect(await bucket.read(STRAY)).toBeUndefined();
  expect((await stored()).toSorted()).toEqual(deployed.toSorted());
});
