import { randomBytes } from 'node:crypto';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const inside = lookInside(deployment);

/** User ID of digits only, so that it has no look-alike letter and no other case. */
const mark = BigInt(`0x${randomBytes(6).toString('hex')}`).toString();
const plain = `mike.kessler.${mark}@example.com`;
const dotless = `m\u0131ra.${mark}@example.com`;
const before = { plain: `mike-${mark}`, dotless: `mira-${mark}` };

const remind = async (email: string) =>
  deployment.call('remind-user-id', { email }, { from: ownSource() }).then((answer) => answer.status);

beforeAll(async () => {
  await inside?.putUser(before.plain, plain, 'active');
  await inside?.putUser(before.dotless, dotless, 'active');
});

/** Pairs of addresses that differ in one letter, which some case folding makes equal. */
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['a dotless i', plain.replace('i', '\u0131')],
  ['a capital I with a dot', plain.replace('i', '\u0130')],
  ['the Kelvin sign', plain.replace('k', '\u212a')],
  ['the Kelvin sign in the second name', plain.replace('kes', '\u212aes')],
  ['a full-width letter', plain.replace('m', '\uff4d')],
  ['a long s', plain.replace('ss', '\u017f\u017f')],
  ['a sharp s', plain.replace('ss', '\u00df')],
  [
    'full-width digits',
    plain.replace(
      mark,
      mark.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ),
  ],
  ['a full-width full stop', plain.replace('.', '\uff0e')],
  ['a zero-width space', plain.replace('mike', 'mi\u200bke')],
  ['a soft hyphen', plain.replace('mike', 'mi\u00adke')],
  ['a combining accent', plain.replace('mike', 'mike\u0301')],
  ['an override of direction', `\u202e${plain}`],
  ['an i for a dotless i', dotless.replace('\u0131', 'i')],
  ['a capital I for a dotless i', dotless.replace('\u0131', 'I')],
];

test('25. a look-alike of a registered address: the same answer, and mail to neither (the users are put into the table)', async () => {
  for (const [what, typed] of LOOK_ALIKES)
    expect([what, typed === plain, await remind(typed)]).toEqual([what, false, 202]);
  // SES takes no letters beyond ASCII before the @, so even the right address of the second user gets no mail.
  expect([await remind(dotless), await remind(plain)]).toEqual([202, 202]);
  // The stream keeps its order, so earlier requests are settled when this one is mailed.
  if (inside !== undefined) await deployment.mailbox.waitFor(plain, before.plain);
  const mailed = (await deployment.mailbox.all())
    .flatMap(({ to }) => to)
    .filter((address) => address.normalize('NFKC').includes(mark));
  expect(mailed).toEqual(inside === undefined ? [] : [plain]);
});

test('25. a full-width @ is not an @: 400', async () => {
  const answer = await deployment.call(
    'remind-user-id',
    { email: plain.replace('@', '\uff20') },
    { from: ownSource() },
  );
  expect(expecting(400, answer).json).toMatchObject({ code: 'invalid-request', errors: [{ field: 'email' }] });
});
