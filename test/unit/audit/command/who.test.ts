import { subjectDigest } from '../../../../functions/domain/digest.ts';
import { ADMINISTRATOR } from '../../../../testkit/fakes/caller.ts';
import { InMemoryPeppers } from '../../../../testkit/fakes/in-memory-peppers.ts';
import { Asking } from './asking.ts';

const keys = new InMemoryPeppers();
const digestOf = async (userId: string) => subjectDigest(await keys.current(), userId);

const asking = async () =>
  new Asking(
    {
      resets: [{ kind: 'reset', reference: 'SRZM-244T', subject: await digestOf('alice'), userId: 'alice' }],
      users: [{ userId: 'alice' }, { userId: 'bob' }],
    },
    keys,
  );

test('names the user of a reference and of a digest, and says what comes next', async () => {
  const auditor = await asking();
  for (const name of ['srzm 244t', await digestOf('alice')]) {
    const { text, found } = await auditor.ask(name, '--reason', 'INC-1');
    expect({ found, text }).toEqual({ found: false, text: expect.stringContaining('User ID  alice') });
    expect(text).toContain('npm run ops -- users disable alice');
  }
});

test('finds a user without a request in the built-in directory', async () => {
  expect((await (await asking()).ask(await digestOf('bob'), '--reason', 'INC-1')).text).toContain('bob');
});

test('records who asked, for whom and why, also if nobody is found', async () => {
  const auditor = await asking();
  const digest = await digestOf('nobody');
  const { text, found } = await auditor.ask(digest, '--reason', 'INC-1');
  expect({ found, text }).toEqual({ found: true, text: expect.stringMatching(/^Nobody found\. /) });
  await auditor.ask('SRZM-244T', '--reason', 'INC-2');
  expect(auditor.orders).toMatchObject([
    {
      sequence: 1,
      subject: digest,
      lastEvent: { event: 'identity_lookup_ordered', by: ADMINISTRATOR, reason: 'INC-1' },
    },
    { sequence: 2, lastEvent: { event: 'identity_lookup_ordered', reason: 'SRZM-244T: INC-2' } },
  ]);
});

test.each([
  [['SRZM-244T'], '--reason: is missing'],
  [['SRZM-244T', '--reason', 'x'], '--reason: must be 3 to 200 characters'],
  [['alice', '--reason', 'INC-1'], 'DIGEST|REFERENCE: must be the eight'],
])('without a right question it records and reads nothing: %j', async (args, message) => {
  const auditor = await asking();
  await expect(auditor.ask(...args)).rejects.toThrow(message);
  expect(auditor.orders).toEqual([]);
});
