import { type Line, play } from './script.ts';

const started: Line[] = [{ do: 'start', userId: 'alice' }, { do: 'deliver' }];
const verified: Line[] = [...started, { do: 'verify', request: 0, code: 'right' }];
/** Gives one call this many turns. */
const stretch = (call: number, turns: number): number[] => Array.from({ length: turns }, () => call);
const password = 'a brand new password';

/**
 * Failing scripts in their shortest form. The first three led to forbidden states when an ended request in APPLYING
 * kept its token. The others test edges, and fail if a guard is removed.
 */
const scripts: Record<string, Line[]> = {
  'a request that was applying a bad password while another changed it starts no change': [
    ...verified,
    { do: 'wait', seconds: 61 },
    ...verified,
    { do: 'complete', token: 0, password },
    { atOnce: [{ do: 'deliver' }, { do: 'complete', token: 1, password: 'short' }], turns: [0] },
    { do: 'complete', token: 1, password },
  ],
  'a request that was reported while it was applying a bad password starts no change': [
    ...verified,
    {
      atOnce: [
        { do: 'complete', token: 0, password: 'short' },
        { do: 'report', request: 0 },
      ],
      turns: [1, 1, 1],
    },
    { do: 'complete', token: 0, password },
  ],
  'a token allows no second change if another change has hidden the outcome of the first': [
    ...verified,
    { do: 'wait', seconds: 61 },
    ...verified,
    { do: 'directory', fault: 'lost-after-change' },
    { do: 'complete', token: 0, password },
    { do: 'directory', fault: 'none' },
    { do: 'complete', token: 1, password },
    { do: 'deliver' },
    { do: 'wait', seconds: 61 },
    { do: 'redeliver' },
    { do: 'complete', token: 0, password },
  ],
  'two parallel redeliveries whose clocks are ahead do not abandon a change in progress': [
    ...verified,
    {
      atOnce: [{ do: 'complete', token: 0, password }, { do: 'redeliver-ahead' }, { do: 'redeliver-ahead' }],
      turns: [...stretch(0, 2), ...stretch(2, 3), ...stretch(1, 9), ...stretch(2, 6)],
    },
  ],
  'the right code among many parallel wrong ones is compared as the fifth at the latest': [
    ...started,
    {
      atOnce: [
        ...Array.from({ length: 8 }, () => ({ do: 'verify', request: 0, code: 'wrong' }) as const),
        { do: 'verify', request: 0, code: 'right' },
      ],
      turns: [...stretch(8, 3), 7, 6, 5, 4, 3, 2, 1, 0],
    },
  ],
  'a change whose notice goes out while it is reported is noticed once': [
    ...verified,
    { do: 'complete', token: 0, password },
    {
      atOnce: [{ do: 'report', request: 0 }, { do: 'deliver' }],
      turns: [...stretch(0, 9), ...stretch(1, 40)],
    },
    { do: 'deliver' },
  ],
  'a code that is replaced, with another one mailed, between count and consume is not accepted': [
    ...started,
    { do: 'wait', seconds: 61 },
    {
      atOnce: [{ do: 'verify', request: 0, code: 'right' }, { do: 'resend', request: 0 }, { do: 'deliver' }],
      turns: [...stretch(0, 4), ...stretch(1, 6), ...stretch(2, 40)],
    },
    { do: 'verify', request: 0, code: 'older' },
  ],
};

test.each(Object.entries(scripts))('%s', async (_name, script) => {
  const stage = await play(script);
  expect(stage.writes.length).toBeGreaterThan(script.length / 2);
});
