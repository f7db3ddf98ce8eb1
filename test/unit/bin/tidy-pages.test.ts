import type { StoredFile } from '../../../cli/deploy/page-releases.ts';
import { type PagesBucket, tidyPages } from '../../../cli/deploy/tidy-pages.ts';

/** A bucket to which releases are deployed as the stack does: hashed files stay, documents are replaced. */
class InMemoryBucket implements PagesBucket {
  readonly #files = new Map<string, { text: string; at: Date }>();

  deploy(hashed: readonly string[], at: Date): void {
    for (const name of hashed) if (!this.#files.has(name)) this.#files.set(name, { text: name, at });
    this.#files.set('hashed-files.json', { text: JSON.stringify(hashed), at });
    this.#files.set('index.html', { text: 'page', at });
  }

  get names(): string[] {
    return [...this.#files.keys()].toSorted();
  }

  read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.#files.get(name)?.text);
  }

  async write(name: string, text: string): Promise<void> {
    this.#files.set(name, { text, at: new Date(0) });
  }

  list(prefix: string): Promise<StoredFile[]> {
    const found = [...this.#files].filter(([name]) => name.startsWith(prefix));
    return Promise.resolve(found.map(([name, { at }]) => ({ name, uploadedAt: at })));
  }

  async delete(names: readonly string[]): Promise<void> {
    for (const name of names) this.#files.delete(name);
  }
}

const day = (number: number, hour = 0) => new Date(Date.UTC(2026, 0, number, hour));
const hashedIn = ({ names }: InMemoryBucket) => names.filter((name) => /^(assets|embed)\//.test(name));

let bucket: InMemoryBucket;
beforeEach(() => {
  bucket = new InMemoryBucket();
});

/** A release with a main script, a style of its own, and a font that every release has. */
async function release(name: string, at: Date, { recorded = true } = {}): Promise<number> {
  bucket.deploy([`assets/main-${name}.js`, `embed/step-${name}.js`, 'assets/font.woff2'], at);
  return recorded ? tidyPages(bucket, at) : 0;
}

const filesOf = (...names: string[]) =>
  ['assets/font.woff2', ...names.flatMap((name) => [`assets/main-${name}.js`, `embed/step-${name}.js`])].toSorted();

test('a release keeps the files of the two before it, and deletes those of earlier ones', async () => {
  for (const [index, name] of ['a', 'b', 'c'].entries()) expect(await release(name, day(1 + 7 * index))).toBe(0);
  expect(hashedIn(bucket)).toEqual(filesOf('a', 'b', 'c'));
  expect(await release('d', day(29))).toBe(2);
  expect(hashedIn(bucket)).toEqual(filesOf('b', 'c', 'd'));
  expect(bucket.names).toContain('index.html');
});

test('releases in haste delete nothing that a page of the same day needs', async () => {
  await release('a', day(1));
  for (const [index, name] of ['b', 'c', 'd', 'e'].entries()) await release(name, day(20, index));
  expect(hashedIn(bucket)).toEqual(filesOf('a', 'b', 'c', 'd', 'e'));
  await release('f', day(22));
  expect(hashedIn(bucket)).toEqual(filesOf('d', 'e', 'f'));
});

test('the same pages again are the same release', async () => {
  for (const [index, name] of ['a', 'b', 'c', 'c', 'c', 'c'].entries()) await release(name, day(1 + 7 * index));
  expect(hashedIn(bucket)).toEqual(filesOf('a', 'b', 'c'));
});

test('going back to the release before keeps what both need', async () => {
  for (const [index, name] of ['a', 'b', 'c', 'b'].entries()) await release(name, day(1 + 7 * index));
  expect(hashedIn(bucket)).toEqual(filesOf('b', 'c'));
});

test('nothing is deleted while earlier releases are unknown, and a release that was not recorded keeps its files', async () => {
  await release('before', day(1), { recorded: false });
  await release('a', day(8));
  await release('b', day(15));
  expect(hashedIn(bucket)).toEqual(filesOf('a', 'b', 'before'));
  await release('unrecorded', day(22), { recorded: false });
  await release('c', day(29));
  expect(hashedIn(bucket)).toEqual(filesOf('a', 'b', 'c', 'unrecorded'));
  await release('d', day(36));
  await release('e', day(43));
  expect(hashedIn(bucket)).toEqual(filesOf('c', 'd', 'e'));
});

test('a version that does not name its files deletes nothing', async () => {
  await bucket.write('assets/main-x.js', 'x');
  expect(await tidyPages(bucket, day(1))).toBe(0);
  expect(bucket.names).toEqual(['assets/main-x.js']);
});
