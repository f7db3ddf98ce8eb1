import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OCSF_EVENTS, ocsfEvent } from '../../../cli/audit/ocsf.ts';
import { OUTCOMES } from '../../../functions/domain/audit-event.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { temporaryFolder } from '../local/emulators/temporary-folder.ts';
import { runWith } from './command/run-with.ts';
import { RecordedRun } from './recorded-run.ts';

/**
 * Required attributes and activities of the two classes in OCSF 1.6.0: https://github.com/ocsf/ocsf-schema, the tag
 * 1.6.0 (d0cd8a0), events/base_event.json, events/iam/authentication.json and account_change.json.
 */
const REQUIRED = ['activity_id', 'category_uid', 'class_uid', 'metadata', 'severity_id', 'time', 'type_uid', 'user'];
const ACTIVITIES = new Map([
  [3001, ['', 'Create', 'Enable', 'Password Change', 'Password Reset', 'Disable', 'Delete']],
  [3002, ['', 'Logon', 'Logoff']],
]);
const CLASS_NAMES = new Map([
  [3001, 'Account Change'],
  [3002, 'Authentication'],
]);

interface Ocsf {
  readonly class_uid: number;
  readonly activity_id: number;
  readonly activity_name?: string;
  readonly status_id: number;
  readonly status: string;
  readonly metadata: { readonly uid: string; readonly event_code: string };
}

let events: readonly PublishedEvent[] = [];
let mapped: readonly (Ocsf & Readonly<Record<string, unknown>>)[] = [];

beforeAll(async () => {
  const run = new RecordedRun();
  await run.usualDay();
  const issued = await run.start(run.user());
  for (let guess = 0; guess < 6; guess++) await run.guess(issued, undefined);
  events = await run.events();
  mapped = events.flatMap((event) => (ocsfEvent(event) as (typeof mapped)[number] | undefined) ?? []);
});

test('every mapped event has what its class requires', () => {
  expect(new Set(mapped.map(({ class_uid }) => class_uid))).toEqual(new Set([3001, 3002]));
  for (const event of mapped) {
    expect(Object.keys(event)).toEqual(expect.arrayContaining(REQUIRED));
    expect(event).toMatchObject({
      category_uid: 3,
      type_uid: event.class_uid * 100 + event.activity_id,
      time: expect.any(Number),
      severity_id: expect.any(Number),
      metadata: { version: '1.6.0', product: { name: expect.any(String) }, uid: expect.any(String) },
      user: { uid: expect.stringMatching(/^[\w-]{22}$/) },
      // "at_least_one": service or dst_endpoint of Authentication; a process, a user or an app of the actor.
      service: { name: 'password-reset' },
    });
    expect(Object.keys(event['actor'] as object)).toHaveLength(1);
  }
});

test('a wrong code, a failed login and a change are told apart', () => {
  const of = (name: string) => mapped.find(({ metadata }) => metadata.event_code === name);
  expect(of('otp_denied')).toMatchObject({ class_uid: 3002, activity_id: 99, status_id: 2 });
  expect(of('login_failed')).toMatchObject({ class_uid: 3002, activity_id: 1, status_id: 2 });
  expect(of('login_succeeded')).toMatchObject({ class_uid: 3002, activity_id: 1, status_id: 1 });
  expect(of('password_changed')).toMatchObject({ class_uid: 3001, activity_id: 4, status_id: 1 });
  expect(of('user_disable_ordered')).toMatchObject({
    class_uid: 3001,
    activity_id: 5,
    status_id: 99,
    status: 'Ordered',
    actor: { user: { uid: expect.stringContaining('arn:aws:sts::'), type_id: 2 } },
  });
  expect(of('reset_requested')).toBeUndefined();
});

test('docs/reference/ocsf.md has each mapped event with its class, activity and status', () => {
  const page = readFileSync(new URL('../../../docs/reference/ocsf.md', import.meta.url), 'utf8');
  const written = page.split('\n').filter((line) => /^\| [a-z_]+ \| A/.test(line));
  const status = { succeeded: 'Success', refused: 'Failure', failed: 'Failure', unknown: 'Unknown' } as const;
  const rows = (Object.keys(OCSF_EVENTS) as PublishedEvent['event'][]).map((name) => {
    const { class: uid, activity, status: words } = OCSF_EVENTS[name] ?? { class: 3001, activity: 0 };
    const activityName = activity === 99 ? name : ACTIVITIES.get(uid)?.[activity];
    return `| ${name} | ${CLASS_NAMES.get(uid)} | ${activity} ${activityName} | ${words ?? status[OUTCOMES[name]]} |`;
  });
  expect(written).toEqual(rows);
});

describe('audit export --ocsf', () => {
  const logs = join(temporaryFolder(), 'logs');
  beforeAll(() => {
    mkdirSync(logs);
    writeFileSync(join(logs, 'trail.jsonl'), events.map((audit) => JSON.stringify({ audit })).join('\n'));
  });
  const NOW = new Date('2026-11-25T00:00:00.000Z');

  test('writes a line for each, and says how many it left out', async () => {
    const { code, out, err } = await runWith(['export', '--ocsf', '--logs', logs], NOW);
    const lines = out.trimEnd().split('\n');
    expect({ code, lines: lines.map((line) => JSON.parse(line) as unknown) }).toEqual({ code: 0, lines: mapped });
    const leftOut = events.length - mapped.length;
    expect(err).toBe(`${mapped.length} events written, ${leftOut} left out because no class fits, 0 broken.\n`);
  });

  test('ends with 1 where nothing was read, and with 2 without a format', async () => {
    expect((await runWith(['export', '--ocsf', '--logs', logs, '--since', '1h'], NOW)).code).toBe(1);
    expect(await runWith(['export', '--logs', logs], NOW)).toMatchObject({ code: 2, out: '' });
  });
});
