import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { ACCOUNT } from './account.ts';
import type { AsynchronousInvocations, AsynchronousOptions } from './asynchronous-invocations.ts';
import { fileOfLogGroup } from './emulators/log-reader.ts';
import { type LogFilter, parseLogFilter } from './emulators/log-filter.ts';
import { functionNameIn } from './functions.ts';

const schema = z.object({
  LogGroupName: z.string(),
  FilterName: z.string().optional(),
  FilterPattern: z.string(),
  DestinationArn: z.string(),
});

/** Milliseconds for which lines are gathered. CloudWatch Logs takes some seconds. */
const GATHERED_MS = 100;

interface Subscription {
  readonly logGroup: string;
  readonly name: string;
  readonly matches: LogFilter;
  readonly functionName: string;
}

/** Brings lines of functions' logs to the functions that the template subscribes to them. */
export class LogSubscriptions {
  readonly #invocations: AsynchronousInvocations;
  readonly #stops: (() => void)[] = [];

  /** @throws where a pattern is of a kind that the laptop cloud does not know */
  constructor({ template, functions }: AsynchronousOptions, invocations: AsynchronousInvocations) {
    this.#invocations = invocations;
    for (const { logicalId, properties } of template.read('AWS::Logs::SubscriptionFilter', schema)) {
      // Subscriptions of other services have no effect on a laptop.
      if (!properties.DestinationArn.includes(':lambda:')) continue;
      const source = functions.byStem(fileOfLogGroup(properties.LogGroupName));
      if (source === undefined) throw new Error(`${logicalId}: no function logs to ${properties.LogGroupName}`);
      const functionName = functionNameIn(properties.DestinationArn);
      functions.named(functionName);
      const lines = this.#gather({
        logGroup: properties.LogGroupName,
        name: properties.FilterName ?? logicalId,
        matches: parseLogFilter(properties.FilterPattern),
        functionName,
      });
      this.#stops.push(source.onLine(lines));
    }
  }

  stop(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    return Promise.resolve();
  }

  #gather(subscription: Subscription): (line: string) => void {
    let gathered: string[] = [];
    return (line) => {
      if (!subscription.matches(line)) return;
      gathered.push(line);
      if (gathered.length > 1) return;
      setTimeout(() => {
        this.#invocations.send(subscription.functionName, messageOf(subscription, gathered));
        gathered = [];
      }, GATHERED_MS);
    };
  }
}

/** The event of a Lambda function that is subscribed to a log group. */
function messageOf({ logGroup, name }: Subscription, lines: readonly string[]) {
  const timestamp = Date.now();
  const data = {
    messageType: 'DATA_MESSAGE',
    owner: ACCOUNT,
    logGroup,
    logStream: 'laptop',
    subscriptionFilters: [name],
    logEvents: lines.map((message) => ({ id: randomUUID(), timestamp, message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
}
