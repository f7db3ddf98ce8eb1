import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';
import { type Ran, runWith } from '../../unit/audit/command/run-with.ts';

const deployment = new Deployment();
const [VICTIM, OWNER] = ['user-0301', 'user-0302'] as const;
const addressOf = (userId: string): string => `${userId}@example.com`;

const audit = (...args: readonly string[]): Promise<Ran> =>
  runWith([...args, '--endpoints', process.env['ENDPOINTS'] ?? '']);

/** Returns the rows of a query for the last minutes, because other tests ran before. */
async function rowsOf(...args: readonly string[]): Promise<Record<string, string>[]> {
  const { out, err } = await audit('run', ...args, '--since', '10m', '--format', 'json');
  if (out === '') throw new Error(err);
  return (JSON.parse(out) as { rows: Record<string, string>[] }).rows;
}

/** Maximum time in milliseconds for the stream to bring an event to the trail. */
const PATIENCE = 60_000;

/** Waits for the last event of a user, and returns all their events. */
async function storyOf(userId: string, last: PublishedEvent['event']): Promise<string[]> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const story = (await rowsOf('subject', '--subject', userId)).map((row) => row['audit.event'] ?? '');
    if (story.includes(last) || Date.now() > deadline) return story;
    await sleep(200);
  }
}

/** Returns the digest by which the trail names the user of a request. */
async function subjectOf(reference: string): Promise<string> {
  const lines = (await rowsOf('events')).map((row) => JSON.parse(row['@message'] ?? '') as { audit: PublishedEvent });
  const subject = lines.find(({ audit: event }) => event.reference === reference)?.audit.subject;
  if (subject === undefined) throw new Error(`no event has the reference ${reference}`);
  return subject;
}

let attacked: { readonly reference: string };
let owned: { readonly reference: string };

/** One user changes their password; the codes of another user are guessed. */
beforeAll(async () => {
  await lookInside(deployment)?.renewBudgets(VICTIM, OWNER);
  const from = ownSource();
  const own = await deployment.start(OWNER, { from });
  const verified = expecting(
    200,
    await deployment.verify(own, await deployment.otpOf(own, addressOf(OWNER)), { from }),
  );
  expecting(
    200,
    await deployment.complete(String(verified.json['resetToken']), `a brand new password ${Date.now()}`, { from }),
  );

  const attack = await deployment.start(VICTIM, { from: ownSource() });
  const right = Number(await deployment.otpOf(attack, addressOf(VICTIM)));
  for (let guess = 1; guess <= 6; guess++)
    await deployment.verify(attack, String((right + guess) % 10 ** 8).padStart(8, '0'), { from: ownSource() });
  [attacked, owned] = [attack, own];
  await storyOf(VICTIM, 'otp_locked');
  await storyOf(OWNER, 'change_notified');
});

test('the query guessing finds the user whose code was guessed, and not the other', async () => {
  const { code, out } = await audit('run', 'guessing', '--since', '10m');
  expect(code).toBe(1);
  expect(out).toContain('A hit means: someone tries to guess the codes');
  const guessed = (await rowsOf('guessing')).map((row) => row['audit.subject']);
  expect(guessed).toContain(await subjectOf(attacked.reference));
  expect(guessed).not.toContain(await subjectOf(owned.reference));
});

test('the queries subject and request show who changed a password, and how', async () => {
  const story = await storyOf(OWNER, 'change_notified');
  const inOrder = ['reset_requested', 'otp_mailed', 'otp_verified', 'password_changed', 'change_notified'];
  expect(story.filter((event) => inOrder.includes(event))).toEqual(inOrder);
  const request = await rowsOf('request', '--reference', owned.reference);
  expect(request.map((row) => row['audit.event'])).toEqual(story);
  expect((await rowsOf('changes-without-code')).map((row) => row['audit.reference'])).not.toContain(owned.reference);
});

test('the exported events of a request are linked and sealed, and an altered or missing one is found', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const file = join(folder, 'events.json');
  try {
    const { out } = await audit('run', 'events', '--since', '10m', '--format', 'json');
    const { rows } = JSON.parse(out) as { rows: { '@message': string }[] };
    const document = { rows: rows.filter((row) => row['@message'].includes(owned.reference)) };
    writeFileSync(file, JSON.stringify(document));
    const { code, out: verdict } = await audit('verify', file);
    expect(verdict).toContain(' 0 findings');
    // The first checkpoint of a laptop comes after five minutes, and it is not about one request alone.
    expect([code, verdict]).toEqual([1, expect.stringContaining('Nothing is shown to be whole: no checkpoint covers')]);

    const isOf = (event: string) => (row: { '@message': string }) =>
      row['@message'].includes(`"event":"${event}"`) && row['@message'].includes(owned.reference);
    const kept = document.rows.filter((row) => !isOf('otp_verified')(row));
    writeFileSync(file, JSON.stringify({ rows: kept }));
    expect(await audit('verify', file)).toMatchObject({ code: 1, out: expect.stringMatching(/^missing /m) });

    const altered = document.rows.map((row) =>
      isOf('password_changed')(row)
        ? { '@message': row['@message'].replace('"outcome":"succeeded"', '"outcome":"failed"') }
        : row,
    );
    writeFileSync(file, JSON.stringify({ rows: altered }));
    expect(await audit('verify', file)).toMatchObject({ code: 1, out: expect.stringMatching(/^altered /m) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the report of this month shows the incident, and that the trail was checked', async () => {
  const month = new Date().toISOString().slice(0, 7);
  const { code, out } = await audit('report', '--month', month);
  expect(code).toBe(0);
  expect(out).toMatch(/<h3 id="guessing">guessing: [\d,]+ hits?<\/h3>/);
  expect(out).toMatch(/Digests, links and MACs<\/dt><dd>[\d,]+ events, /);
});
