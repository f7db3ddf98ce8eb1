import * as z from 'zod';
import { AsynchronousInvocations, type AsynchronousOptions } from './asynchronous-invocations.ts';
import { type EventFilter, parseEventFilter } from './emulators/event-filter.ts';
import type { EventBridgeEvent } from './emulators/ses-events.ts';
import { functionNameIn } from './functions.ts';
import type { Template } from './template.ts';

const ruleSchema = z.object({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string() })).default([]),
});

interface Target {
  readonly matches: EventFilter;
  readonly functionName: string;
}

/** The default event bus: brings events to the functions of the template's rules. */
export class EventBus {
  readonly #invocations: AsynchronousInvocations;
  readonly #targets: readonly Target[];

  /** @throws where a rule's pattern uses an operator that the laptop cloud does not know */
  constructor(options: AsynchronousOptions, invocations = new AsynchronousInvocations(options)) {
    this.#invocations = invocations;
    this.#targets = targetsOf(options.template);
    // A rule that names no function of ours fails now, not when the first event comes.
    for (const { functionName } of this.#targets) options.functions.named(functionName);
  }

  put(event: EventBridgeEvent): void {
    for (const { matches, functionName } of this.#targets)
      if (matches(event)) this.#invocations.send(functionName, event);
  }

  stop(): Promise<void> {
    return this.#invocations.stop();
  }
}

function targetsOf(template: Template): Target[] {
  return template.read('AWS::Events::Rule', ruleSchema).flatMap(({ properties }) => {
    const { EventPattern: pattern, State: state, Targets: targets } = properties;
    if (pattern === undefined || state !== 'ENABLED') return [];
    const matches = parseEventFilter(JSON.stringify(pattern));
    return targets.map(({ Arn }): Target => ({ matches, functionName: functionNameIn(Arn) }));
  });
}
