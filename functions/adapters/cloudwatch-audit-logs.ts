import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { AuditLogs } from '../ports.ts';

/** Audit events, and no other line. */
const EVENTS = '{ $.audit.digest = "*" }';

const DIGEST = /"digest":"([A-Za-z0-9_-]{43})"/;

/** Log groups with audit events in CloudWatch Logs, which charges nothing for reading by `FilterLogEvents`. */
export class CloudWatchAuditLogs implements AuditLogs {
  readonly #client: CloudWatchLogsClient;
  readonly #logGroups: readonly string[];

  constructor(client: CloudWatchLogsClient, logGroups: readonly string[]) {
    this.#client = client;
    this.#logGroups = logGroups;
  }

  async digestsBetween(from: Date, until: Date): Promise<readonly string[]> {
    const digests: string[] = [];
    for (const logGroupName of this.#logGroups) {
      const pages = paginateFilterLogEvents(
        { client: this.#client },
        // The end is inclusive, in milliseconds.
        { logGroupName, filterPattern: EVENTS, startTime: from.getTime(), endTime: until.getTime() - 1 },
      );
      for await (const { events = [] } of pages) {
        for (const { message = '' } of events) {
          const [, digest] = DIGEST.exec(message) ?? [];
          if (digest !== undefined) digests.push(digest);
        }
      }
    }
    return digests;
  }
}
