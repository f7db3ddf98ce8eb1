import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  type ArchivedObject,
  digestName,
  type NamedDigest,
  signedText,
  verifyArchive,
} from '../../../functions/domain/archive-digest.ts';
import type { Archive } from '../../../functions/ports.ts';
import { signArchive } from '../../../functions/use-cases/sign-archive.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0123';
const keys = new Map([[KEY, publicKey]]);
const signer = {
  sign: async (text: string) => ({
    key: KEY,
    signature: sign('sha256', Buffer.from(text), privateKey).toString('base64'),
  }),
};

/** An archive in memory: files with their time of arrival. */
class Files implements Archive {
  readonly digests: NamedDigest[] = [];
  readonly objects: (ArchivedObject & { readonly at: Date })[] = [];

  add(name: string, at: Date, content = name): void {
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.objects.push({ name, size: content.length, sha256, at });
  }

  async latestDigest(before: Date) {
    return this.digests.findLast(({ name }) => name <= digestName(before));
  }

  async objectsBetween(from: Date, until: Date) {
    return this.objects.filter(({ at }) => at >= from && at < until).map(({ at: _at, ...object }) => object);
  }

  async putDigest(name: string, signed: NamedDigest['signed']) {
    if (!this.digests.some((digest) => digest.name === name)) this.digests.push({ name, signed });
  }

  get present(): ArchivedObject[] {
    return this.objects.map(({ at: _at, ...object }) => object);
  }
}

/** Archive of five hours with two files each; the run of the third hour is skipped. */
async function signedArchive() {
  const [clock, archive] = [new FakeClock(), new Files()];
  for (let hour = 0; hour < 5; hour++) {
    archive.add(`events/${hour}/a.gz`, clock.now());
    clock.advance(1800);
    archive.add(`events/${hour}/b.gz`, clock.now());
    clock.advance(1800);
    if (hour !== 2) await signArchive({ clock, archive, signer });
  }
  return { clock, archive };
}

const verdict = (digests: readonly NamedDigest[], objects: readonly ArchivedObject[]) =>
  verifyArchive(digests, objects, keys);

describe('the digests of the archive', () => {
  test('name every file once, form a chain and cover a run that was skipped', async () => {
    const { clock, archive } = await signedArchive();
    expect(archive.digests.map(({ name, signed }) => [name, signed.digest.objects.length])).toEqual([
      ['digests/2026/11/23/11.json', 2],
      ['digests/2026/11/23/12.json', 2],
      ['digests/2026/11/23/14.json', 4],
      ['digests/2026/11/23/15.json', 2],
    ]);
    expect(verdict(archive.digests, archive.present)).toEqual([]);
    expect(await signArchive({ clock, archive, signer })).toBeUndefined();
    expect(archive.digests).toHaveLength(4);
  });

  test('verify an archive whose beginning has expired, and nothing else is missing', async () => {
    const { archive } = await signedArchive();
    const left = archive.digests.slice(1);
    // The files of a digest expire before it.
    const present = archive.present.filter(({ name }) => !/^events\/[01]\//.test(name));
    const since = (hour: string) => verifyArchive(left, present, keys, new Date(`2026-11-23T${hour}:00:00Z`));
    expect(since('12')).toEqual([]);
    expect(since('11').map(({ finding }) => finding)).toEqual(['out-of-order', 'missing', 'missing']);
    const [, , ...fewer] = left;
    expect(verifyArchive([...left.slice(0, 1), ...fewer], present, keys, new Date('2026-11-23T12:00:00Z'))).toEqual(
      expect.arrayContaining([expect.objectContaining({ finding: 'out-of-order' })]),
    );
  });

  test('also sign an hour without files', async () => {
    const { clock, archive } = await signedArchive();
    clock.advance(3600);
    expect(await signArchive({ clock, archive, signer })).toBe(0);
    expect(verdict(archive.digests, archive.present)).toEqual([]);
  });

  test('show a file that is gone, altered, of another size or smuggled in', async () => {
    const { archive } = await signedArchive();
    const files = archive.present;
    for (const [at, file] of files.entries()) {
      const { name } = file;
      expect(verdict(archive.digests, files.toSpliced(at, 1))).toMatchObject([{ name, finding: 'missing' }]);
      const altered = [
        { ...file, sha256: 'f'.repeat(64) },
        { ...file, size: file.size + 1 },
      ];
      for (const other of altered)
        expect(verdict(archive.digests, files.with(at, other))).toMatchObject([{ name, finding: 'altered' }]);
    }
    const smuggled = { name: 'events/2/c.gz', size: 1, sha256: 'f'.repeat(64) };
    expect(verdict(archive.digests, [...files, smuggled])).toMatchObject([
      { name: smuggled.name, finding: 'unlisted' },
    ]);
  });

  test('show a digest that is gone, changed, moved or of another key', async () => {
    const { archive } = await signedArchive();
    for (const [at, { name, signed }] of archive.digests.entries()) {
      // The last one leaves its files unlisted.
      const gone = verdict(archive.digests.toSpliced(at, 1), archive.present).map(({ finding }) => finding);
      expect(gone).toContain(at < archive.digests.length - 1 ? 'out-of-order' : 'unlisted');
      const digest = { ...signed.digest, objects: signed.digest.objects.slice(1) };
      const forged = archive.digests.with(at, { name, signed: { ...signed, digest } });
      expect(verdict(forged, archive.present)).toContainEqual(expect.objectContaining({ name, finding: 'forged' }));
      const resigned = { digest, ...(await signer.sign(signedText(digest))) };
      const findings = verdict(archive.digests.with(at, { name, signed: resigned }), archive.present);
      expect(findings.map(({ finding }) => finding)).toContain('unlisted');
      const follower = archive.digests[at + 1];
      expect(findings.filter(({ finding }) => finding === 'out-of-order')).toMatchObject(
        follower === undefined ? [] : [{ name: follower.name }],
      );
    }
    expect(verdict(archive.digests.toReversed(), archive.present).map(({ finding }) => finding)).toContain(
      'out-of-order',
    );
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    for (const known of [new Map([[KEY, stranger]]), new Map()])
      expect(verifyArchive(archive.digests, archive.present, known)).toHaveLength(4);
  });
});
