import { logEvent } from '../../../cli/audit/insights/log-event.ts';
import { runQuery } from '../../../cli/audit/insights/run-query.ts';
import { incidentQueries } from '../../../cli/audit/queries/index.ts';
import { nightly } from '../../../cli/audit/queries/nightly.ts';
import { savedText } from '../../../cli/audit/queries/query.ts';
import type { Row } from '../../../cli/audit/insights/value.ts';
import { OLD_PASSWORD } from '../../../testkit/fakes/world.ts';
import { RecordedRun } from './recorded-run.ts';

const DAYS = 30;
const DAY = 86_400_000;

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

let lines: readonly Row[] = [];
let end = 0;

beforeAll(async () => {
  const run = new RecordedRun();
  for (let day = 0; day < DAYS; day++) {
    await morning(run, day);
    await run.usualDay();
    run.pause(70_000);
  }
  const events = await run.sealedEvents();
  lines = events.map((audit) => logEvent(new Date(audit.at), JSON.stringify({ audit })));
  end = Date.parse(events.at(-1)?.at ?? '');
});

test('in a quiet month no question about incidents has a hit', () => {
  expect(lines.filter((row) => row.get('audit.event') === 'login_failed').length).toBeGreaterThan(DAYS * 10);
  const now = new Date(end + 3_600_000);
  const alarms = incidentQueries.map(
    (query) => [query.name, runQuery(savedText(query), lines, { now }).length] as const,
  );
  expect(alarms.filter(([, rows]) => rows > 0)).toEqual([]);
  expect(alarms).toHaveLength(17);
});

/** Rows of a question in the night after a day, as CloudWatch Logs reads the lines for it. */
function rowsInNight(position: number, night: number, read: readonly Row[]): number {
  const query = incidentQueries[position];
  if (query === undefined) throw new Error('there is no such question');
  const { text, schedule, lookBack } = nightly(query, position);
  const [, minute = 0, hour = 0] = (/^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(schedule) ?? []).map(Number);
  const now = night + (hour * 60 + minute) * 60_000;
  const within = read.filter((row) => {
    const at = Number(row.get('@timestamp'));
    return at >= now - lookBack * 1000 && at < now;
  });
  return runQuery(text, within, { now: new Date(now) }).length;
}

const nights = (): number[] => {
  const first = Math.ceil(Number(lines[0]?.get('@timestamp')) / DAY) * DAY;
  return Array.from({ length: Math.ceil((end - first) / DAY) + 1 }, (_, night) => first + night * DAY);
};

test('in none of its nights has a question a hit', () => {
  const hits = nights().flatMap((night) => {
    const recent = lines.filter((row) => Math.abs(Number(row.get('@timestamp')) - night) < 2 * DAY);
    return incidentQueries.flatMap(({ name }, position) =>
      rowsInNight(position, night, recent) > 0 ? [[name, night]] : [],
    );
  });
  expect(nights().length).toBeGreaterThanOrEqual(DAYS);
  expect(hits).toEqual([]);
});

/** Change at each minute around midnight: a question at night must neither miss one nor blame one with a code. */
test.each([-120, -61, -20, -10, -1, 1, 10, 20, 61, 120])(
  '%d minutes from midnight a change is judged once',
  (minutes) => {
    const midnight = nights()[10] ?? 0;
    const position = incidentQueries.findIndex(({ name }) => name === 'changes-without-code');
    const step = (event: string, sequence: number, at: number): Row =>
      logEvent(
        new Date(at),
        JSON.stringify({
          audit: {
            event,
            sequence,
            request: 'r',
            reference: 'AAAA-AAAA',
            at: new Date(at).toISOString(),
            atMillis: at,
          },
        }),
      );
    const changed = midnight + minutes * 60_000;
    const wrong = [step('password_changed', 6, changed)];
    const right = [step('otp_verified', 5, changed - 600_000), ...wrong];
    const found = (rows: readonly Row[]) => nights().map((night) => rowsInNight(position, night, rows));
    expect(found(right).every((rows) => rows === 0)).toBe(true);
    expect(found(wrong).filter((rows) => rows > 0).length).toBeGreaterThanOrEqual(1);
  },
);
