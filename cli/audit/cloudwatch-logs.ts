import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { MOST_ROWS } from './insights/parse-query.ts';
import type { ResultRow } from './insights/result.ts';
import type { Period } from './period.ts';
import { savedText } from './queries/query.ts';
import { events } from './queries/records.ts';
import type { Asked, Trail } from './trail.ts';

export interface CloudWatchLogsOptions {
  readonly logGroups: readonly string[];
  /** Prints one line about a query that runs for long. */
  readonly progress: (line: string) => void;
  /** Milliseconds between two polls of a running query. Default: 500. */
  readonly pollEvery?: number;
}

/** Milliseconds after which a running query is reported. */
const LONG = 3000;

/** Minimum period in milliseconds. Insights takes whole seconds. */
const SHORTEST = 1000;

/** Audit trail in CloudWatch Logs, read by Logs Insights. AWS charges for each gigabyte that a query scans. */
export class CloudWatchLogs implements Trail {
  readonly name: string;
  readonly reading = { lines: 0, broken: 0 };
  readonly #client: CloudWatchLogsClient;
  readonly #options: CloudWatchLogsOptions;

  constructor(name: string, client: CloudWatchLogsClient, options: CloudWatchLogsOptions) {
    this.name = name;
    this.#client = client;
    this.#options = options;
  }

  async run(asked: readonly Asked[]): Promise<readonly (readonly ResultRow[])[]> {
    const answers: (readonly ResultRow[])[] = [];
    for (const { text, period } of asked) answers.push(await this.#answer(text, period));
    return answers;
  }

  /** A period with more events than one result can have is halved. */
  async *events(period: Period): AsyncGenerator<ResultRow> {
    const rows = await this.#answer(savedText(events), period);
    if (rows.length < MOST_ROWS) return yield* rows;
    const [start, end] = [period.start.getTime(), period.end.getTime()];
    const middle = new Date(Math.floor((start + end) / 2 / SHORTEST) * SHORTEST);
    if (end - start <= SHORTEST || middle <= period.start)
      throw new Error(`there are ${MOST_ROWS} events or more in one second, more than one query can read`);
    yield* this.events({ start: period.start, end: middle });
    yield* this.events({ start: middle, end: period.end });
  }

  async #answer(queryString: string, { start, end }: Period): Promise<readonly ResultRow[]> {
    const { queryId } = await this.#client.send(
      new StartQueryCommand({
        logGroupNames: [...this.#options.logGroups],
        queryString,
        startTime: Math.floor(start.getTime() / 1000),
        // The end is inclusive, in whole seconds.
        endTime: Math.ceil(end.getTime() / 1000) - 1,
      }),
    );
    if (queryId === undefined) throw new Error('CloudWatch Logs returned no query ID');
    return this.#finished(queryId);
  }

  async #finished(queryId: string): Promise<readonly ResultRow[]> {
    const started = Date.now();
    try {
      for (;;) {
        const answer = await this.#client.send(new GetQueryResultsCommand({ queryId }));
        if (answer.status === 'Complete') {
          this.reading.lines += answer.statistics?.recordsScanned ?? 0;
          return rowsOf(answer);
        }
        if (answer.status !== 'Scheduled' && answer.status !== 'Running')
          throw new Error(`the query ended as ${answer.status}; choose a shorter period`);
        this.#report(Date.now() - started, answer);
        await sleep(this.#options.pollEvery ?? 500);
      }
    } catch (error) {
      // Otherwise it runs, and is charged, until its end.
      await this.#client.send(new StopQueryCommand({ queryId })).catch(() => undefined);
      throw error;
    }
  }

  #report(elapsed: number, { statistics }: GetQueryResultsCommandOutput): void {
    if (elapsed < LONG) return;
    this.#options.progress(`${Math.round(elapsed / 1000)} s, ${statistics?.recordsScanned ?? 0} lines read …`);
  }
}

/** Returns the rows without `@ptr`, CloudWatch's pointer to a line. */
const rowsOf = ({ results = [] }: GetQueryResultsCommandOutput): ResultRow[] =>
  results.map((cells) =>
    Object.fromEntries(
      cells.flatMap(({ field, value }) =>
        field === undefined || field === '@ptr' || value === undefined ? [] : [[field, value]],
      ),
    ),
  );
