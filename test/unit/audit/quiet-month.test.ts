import { logEvent } from '../../../cli/audit/insights/log-event.ts';
import { runQuery } from '../../../cli/audit/insights/run-query.ts';
import { auditQueries } from '../../../cli/audit/queries/index.ts';
import { savedText } from '../../../cli/audit/queries/query.ts';
import { OLD_PASSWORD } from '../../../testkit/fakes/world.ts';
import { RecordedRun } from './recorded-run.ts';

const DAYS = 30;

/** An office behind one address: people mistype their password once or twice in the morning, and log in. */
async function morning(run: RecordedRun, day: number): Promise<void> {
  const office = '198.51.100.99';
  for (let person = 0; person < 12; person++) {
    const userId = day === 0 ? run.user() : `user-${person + 1}`;
    for (let mistakes = (person + day) % 3; mistakes > 0; mistakes--) await run.logIn(userId, 'mistyped', office);
    await run.logIn(userId, OLD_PASSWORD, office);
    run.pause(600);
  }
}

test('in a quiet month no question about incidents has a hit', async () => {
  const run = new RecordedRun();
  for (let day = 0; day < DAYS; day++) {
    await morning(run, day);
    await run.usualDay();
    run.pause(70_000);
  }
  const events = await run.sealedEvents();
  expect(events.filter(({ event }) => event === 'login_failed').length).toBeGreaterThan(DAYS * 10);
  const lines = events.map((audit) => logEvent(new Date(audit.at), JSON.stringify({ audit })));
  const now = new Date(Date.parse(events.at(-1)?.at ?? '') + 3_600_000);
  const alarms = auditQueries
    .filter(({ finds }) => finds === 'incidents')
    .map((query) => [query.name, runQuery(savedText(query), lines, { now }).length] as const);
  expect(alarms.filter(([, rows]) => rows > 0)).toEqual([]);
  expect(alarms).toHaveLength(17);
});
