import { logEvent } from '../../../cli/audit/insights/log-event.ts';
import type { ResultRow } from '../../../cli/audit/insights/result.ts';
import { runQuery } from '../../../cli/audit/insights/run-query.ts';
import { auditQueries } from '../../../cli/audit/queries/index.ts';
import { type AuditQuery, filledIn } from '../../../cli/audit/queries/query.ts';
import { publishedEvent, type PublishedEvent } from '../../../functions/domain/published-event.ts';
import { reportReset, reportTokenFor } from '../../../functions/use-cases/report-reset.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { contradicting, newestChange, without } from './forgery.ts';
import { OLD_PASSWORD } from '../../../testkit/fakes/world.ts';
import { ADMINISTRATOR, RecordedRun } from './recorded-run.ts';

/** Runs the exact text that the stack saves. */
function find(
  query: AuditQuery,
  events: readonly PublishedEvent[],
  values: Parameters<typeof filledIn>[1] = {},
  { lateBy = 0 } = {},
): ResultRow[] {
  const published = ({ at, mac }: PublishedEvent) => new Date(Date.parse(at) + (mac === undefined ? 0 : lateBy));
  const lines = events.map((audit) => logEvent(published(audit), JSON.stringify({ audit })));
  const newest = Math.max(...events.map(({ at }) => Date.parse(at)));
  return runQuery(filledIn(query, values), lines, { now: new Date(newest + 3_600_000) });
}

const named = (name: string): AuditQuery => {
  const query = auditQueries.find((known) => known.name === name);
  if (query === undefined) throw new Error(`there is no query ${name}`);
  return query;
};

const incidents = auditQueries.filter(({ finds }) => finds === 'incidents');

/** Returns the number of rows of each query that finds something. */
const findings = (events: readonly PublishedEvent[]): Record<string, number> =>
  Object.fromEntries(
    incidents.map((query) => [query.name, find(query, events).length] as const).filter(([, rows]) => rows > 0),
  );

async function recorded(
  incident: (run: RecordedRun) => Promise<void> = async () => {},
): Promise<readonly PublishedEvent[]> {
  const run = new RecordedRun();
  await run.usualDay();
  await incident(run);
  return run.events();
}

/** Returns a change whose other events are removed as if they had never happened. */
async function changedWithout(...names: Parameters<typeof without>[2][]): Promise<readonly PublishedEvent[]> {
  const events = await recorded(async (run) => void (await run.change(run.user())));
  return without(events, newestChange(events), ...names);
}

/** Planted incidents, by the query that finds each. */
const plantings: Readonly<Record<string, () => Promise<readonly PublishedEvent[]>>> = {
  'changes-without-code': () => changedWithout('otp_attempted', 'otp_verified'),
  'changes-without-notice': () => changedWithout('change_notified'),
  'sessions-not-ended': () => changedWithout('sessions_ended'),
  'notices-not-delivered': () =>
    recorded(async (run) => {
      await run.change(run.user());
      await run.reportMails('bounced');
    }),
  'changes-unsettled': () =>
    recorded(async (run) => {
      run.world.directory.fault = 'before-change';
      expect(await run.change(run.user())).toBe('unsettled');
    }),
  'changes-reported': () =>
    recorded(async (run) => {
      await run.start(run.user());
      const { key } = run.world.newest();
      const reportToken = reportTokenFor(await run.world.peppers.current(), key);
      await reportReset(run.world, { reportToken, origin: callFrom(run.source()).origin });
    }),
  guessing: () =>
    recorded(async (run) => {
      const issued = await run.start(run.user());
      for (let guess = 0; guess < 7; guess++) await run.guess(issued, undefined);
    }),
  spraying: () =>
    recorded(async (run) => {
      const source = run.source();
      for (let user = 0; user < 10; user++) await run.logIn(run.user(), 'Winter2026! Winter2026!', source);
    }),
  'slow-spraying': () =>
    recorded(async (run) => {
      const source = run.source();
      for (let user = 0; user < 30; user++) {
        await run.logIn(run.user(), 'Winter2026! Winter2026!', source);
        run.pause(450);
      }
    }),
  'login-guessing': () =>
    recorded(async (run) => {
      const victim = run.user();
      for (let guess = 0; guess < 20; guess++) await run.logIn(victim, `guess ${guess}`);
    }),
  'success-after-failures': () =>
    recorded(async (run) => {
      const victim = run.user();
      for (let guess = 0; guess < 10; guess++) {
        await run.logIn(victim, `guess ${guess}`);
        run.pause(1800);
      }
      await run.logIn(victim, OLD_PASSWORD);
    }),
  'link-only': () =>
    recorded(async (run) => {
      const victim = run.user();
      const owner = { account: victim };
      const { budgets } = run.world;
      await run.start(victim);
      const stored = await budgets.read(owner);
      if (stored === undefined) throw new Error('the account has no budget');
      await budgets.replace(owner, { ...stored.budget, guessesSinceSuccess: 100 }, stored.version);
      run.pause(120);
      await run.start(victim);
    }),
  'many-orders': () =>
    recorded(async (run) => {
      for (let order = 0; order < 20; order++) await run.order(run.user());
    }),
  'acting-for-others': () =>
    recorded(async (run) => {
      const source = run.source();
      for (let user = 0; user < 5; user++) await run.ask(run.user(), source);
    }),
  'control-outages': () =>
    recorded(async (run) => {
      run.world.breached.available = false;
      await run.change(run.user());
    }),
  gaps: async () => {
    const events = await recorded(async (run) => void (await run.change(run.user())));
    return events.filter((event) => event !== newestChange(events)[2]);
  },
  contradictions: async () => {
    const events = await recorded();
    const [first] = events;
    return first === undefined ? [] : [...events, contradicting(first)];
  },
};

test('on a usual day no incident is found', async () => {
  expect(findings(await recorded())).toEqual({});
});

test('a consumer that is eight hours late changes no answer', async () => {
  const events = await recorded(async (run) => {
    const issued = await run.start(run.user());
    for (let guess = 0; guess < 7; guess++) await run.guess(issued, undefined);
    run.pause(50_000);
    await run.change(run.user());
  });
  for (const query of auditQueries) {
    if (query.parameters.length > 0 || query.name === 'events') continue;
    // Rows with the same sort key come in any order.
    const rows = (lateBy: number) =>
      find(query, events, {}, { lateBy })
        .map((row) => JSON.stringify(row))
        .toSorted();
    expect([query.name, rows(8 * 3_600_000)]).toEqual([query.name, rows(0)]);
  }
});

test('something is planted for each query that finds incidents', () => {
  expect(Object.keys(plantings).toSorted()).toEqual(incidents.map(({ name }) => name).toSorted());
});

describe.each(Object.entries(plantings))('%s', (name, planted) => {
  test('finds what was planted, and no other query does', async () => {
    const events = await planted();
    for (const event of events) expect(publishedEvent().safeParse(event).error).toBeUndefined();
    expect(findings(events)).toEqual({ [name]: 1 });
  });

  test('finds the same when every event is delivered twice, and has a time that assigns it to a period', async () => {
    const events = await planted();
    const once = find(named(name), events);
    expect(find(named(name), [...events, ...events])).toEqual(once);
    expect(once[0]?.['at']).toMatch(/^2026-11-23T\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

test('a change gets 15 minutes for its other events', async () => {
  const events = await changedWithout('change_notified', 'sessions_ended');
  const changedAt = Date.parse(events.findLast(({ event }) => event === 'password_changed')?.at ?? '');
  const lines = events.map((audit) => logEvent(new Date(audit.at), JSON.stringify({ audit })));
  const foundAfter = (minutes: number) =>
    ['changes-without-notice', 'sessions-not-ended'].map(
      (name) => runQuery(filledIn(named(name), {}), lines, { now: new Date(changedAt + minutes * 60_000) }).length,
    );
  expect(foundAfter(14)).toEqual([0, 0]);
  expect(foundAfter(16)).toEqual([1, 1]);
});

test('users below the thresholds are not found', async () => {
  const events = await recorded(async (run) => {
    const [mistyped, helpDesk] = [run.source(), run.source()];
    for (let user = 0; user < 9; user++) await run.logIn(run.user(), 'mistyped', mistyped);
    for (let user = 0; user < 4; user++) await run.ask(run.user(), helpDesk);
    const issued = await run.start(run.user());
    for (let guess = 0; guess < 4; guess++) await run.guess(issued, undefined);
    await run.guess(issued, run.world.newestOtp().reveal());
  });
  expect(findings(events)).toEqual({});
});

test('a notice that no address accepted does not count', async () => {
  const events = await recorded(async (run) => {
    const { mailer } = run.world;
    const send = mailer.send.bind(mailer);
    mailer.send = (message, label) => {
      if (message.kind === 'password-changed') mailer.mode = 'reject';
      return send(message, label);
    };
    await run.change(run.user());
  });
  expect(findings(events)).toEqual({ 'changes-without-notice': 1 });
});

describe('the queries for facts', () => {
  test('administrators shows each order with its administrator', async () => {
    expect(find(named('administrators'), await recorded())).toMatchObject([
      { 'audit.by': ADMINISTRATOR, 'audit.event': 'user_disable_ordered', orders: '1', subjects: '1' },
    ]);
  });

  test('subject shows each event once, the oldest first', async () => {
    const events = await recorded();
    const changed = events.find(({ event }) => event === 'password_changed');
    const rows = find(named('subject'), [...events, ...events], { subject: [changed?.subject ?? ''] });
    expect(rows.map((row) => row['audit.event'])).toEqual(
      expect.arrayContaining(['reset_requested', 'otp_mailed', 'otp_verified', 'password_changed', 'change_notified']),
    );
    expect(rows.map((row) => row['audit.sequence']).filter((sequence) => sequence !== undefined)).toEqual(
      Array.from({ length: rows.length }, (_, index) => String(index + 1)),
    );
    expect(find(named('request'), events, { reference: [changed?.reference ?? ''] })).toHaveLength(rows.length);
  });

  test('funnel counts requests by the steps that they reached, and only the mail with the code as delivery', async () => {
    expect(find(named('funnel'), await recorded())).toEqual([
      { requested: '6', mailed: '4', delivered: '4', verified: '4', changed: '3', notified: '3' },
    ]);
  });

  test('funnel does not count a delivered notice as a delivered code', async () => {
    const events = await recorded(async (run) => {
      await run.change(run.user(), run.source(), 'bounced');
      await run.reportMails('delivered');
    });
    expect(find(named('funnel'), events)).toMatchObject([
      { requested: '7', mailed: '5', delivered: '4', changed: '4' },
    ]);
  });

  test('time-to-change is from the request to the change', async () => {
    expect(find(named('time-to-change'), await recorded())).toEqual([
      { changes: '3', shortest: '40', median: '40', of95Percent: '40', longest: '40' },
    ]);
  });

  test('volumes counts events once and lines twice when all come twice', async () => {
    const events = await recorded();
    const changed = find(named('volumes'), [...events, ...events]).find(
      (row) => row['audit.event'] === 'password_changed',
    );
    expect(changed).toMatchObject({ events: '3', lines: '6', day: '2026-11-23 00:00:00.000' });
  });

  test('controls counts refusals by their reasons', async () => {
    expect(find(named('controls'), await recorded())).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ 'audit.event': 'otp_suppressed', reason: 'unknown-account', events: '1' }),
        expect.objectContaining({ 'audit.event': 'login_failed', events: '1' }),
        expect.objectContaining({ 'audit.event': 'otp_denied', events: '1' }),
      ]),
    );
  });

  test('events returns the lines themselves', async () => {
    const events = await recorded();
    const lines = find(named('events'), events).map((row) => JSON.parse(row['@message'] ?? '') as { audit: unknown });
    expect(lines.map(({ audit }) => audit)).toEqual(events);
  });
});

describe('each query', () => {
  test.each(auditQueries.map((query) => [query.name, query] as const))(
    '%s has a name, a question and a meaning of a hit',
    (name, query) => {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(query.question).toMatch(/\?$/);
      expect(query.aHitMeans).toMatch(/\.$/);
      expect(`${query.question}${query.aHitMeans}`).not.toContain('\n');
      const needsTime = query.margin.before > 0 || query.margin.after > 0;
      expect(!needsTime || / as at\b/.test(query.text)).toBe(true);
    },
  );

  test('a value that could end a quoted text is not filled in', () => {
    const bad = `"] or ispresent(audit.event) or audit.subject in ["${'x'.repeat(22)}`;
    expect(() => filledIn(named('subject'), { subject: [bad] })).toThrow('needs a subject that matches');
    expect(() => filledIn(named('subject'), {})).toThrow('needs a subject that matches');
    expect(filledIn(named('subject'), { subject: ['a'.repeat(22), 'b'.repeat(22)] })).toContain(
      `in ["${'a'.repeat(22)}", "${'b'.repeat(22)}"]`,
    );
  });
});
