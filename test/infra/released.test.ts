import { readFile } from '../release/release.ts';
import { readReleased } from '../release/released.ts';
import { isStateful, lossesOf, type Resources, statefulIn } from '../release/stateful.ts';
import { synthesized } from './synthesized.ts';

/**
 * What a deployed stack of the last release holds is kept by an upgrade: `npm run release:record` recorded it. A loss
 * on purpose is in `accepted` of that record, with the words that CHANGELOG.md has for the reader who upgrades.
 */

const { accepted, templates } = readReleased();
const templateOf = (stage: string, settings: Readonly<Record<string, string>>) =>
  synthesized(stage, settings).toJSON() as { Resources: Resources };
const losses = templates.flatMap(({ stage, settings, resources }) =>
  lossesOf(resources, statefulIn(templateOf(stage, settings))),
);

test('no table, secret, log, bucket, key, queue, topic or address of the last release is lost', () => {
  expect(losses.filter(({ id }) => accepted[id] === undefined).map(({ what }) => what)).toEqual([]);
});

test('the changelog says what to do about each loss on purpose, and no other is named', () => {
  const lost = new Set(losses.map(({ id }) => id));
  const words = (text: string) => text.replaceAll(/\s+/g, ' ');
  const [, unreleased = ''] = words(readFile('CHANGELOG.md')).split('## Unreleased');
  const [section = ''] = unreleased.split(' ## ');
  for (const [id, text] of Object.entries(accepted)) {
    expect([id, lost.has(id), section.includes(words(text))]).toEqual([id, true, true]);
  }
});

/**
 * Kept at a removal, and made again without a loss: API Gateway's right to write logs, which an account has once; a
 * stream in a recorded log group; versions of code, to which a release moves back.
 */
const WITHOUT_DATA = ['AWS::ApiGateway::Account', 'AWS::IAM::Role', 'AWS::Logs::LogStream', 'AWS::Lambda::Version'];

test.each(templates)(
  'whatever stays when $stage with $settings is removed is of a recorded type',
  ({ stage, settings }) => {
    const stays = Object.values(templateOf(stage, settings).Resources).filter(({ DeletionPolicy }) =>
      DeletionPolicy?.startsWith('Retain'),
    );
    const types = new Set(stays.map(({ Type }) => Type).filter((type) => !WITHOUT_DATA.includes(type)));
    expect(types.size).toBeGreaterThan(3);
    expect([...types].filter((type) => !isStateful(type))).toEqual([]);
  },
);
