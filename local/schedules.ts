import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ACCOUNT, arn, REGION } from './account.ts';
import { functionNameIn, type Functions } from './functions.ts';
import type { Template } from './template.ts';

const targetSchema = z.object({ Arn: z.string(), Input: z.string().optional() });
const ruleSchema = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(targetSchema).default([]),
});
const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  State: z.string().default('ENABLED'),
  Target: targetSchema,
});

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds between two runs of `rate(5 minutes)`; throws for any other expression. */
export function rateOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined || unit === undefined || Number(count) === 0) {
    throw new Error(`The laptop cloud knows schedules such as rate(5 minutes), not ${expression}`);
  }
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

const scheduledEvent = (name: string) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: ACCOUNT,
  time: new Date().toISOString().replace(/\.\d+/, ''),
  region: REGION,
  resources: [arn('events', `rule/${name}`)],
  detail: {},
});

/**
 * Invokes functions on time for EventBridge rules and schedules with a rate. Rules that wait for events are the event
 * bus's.
 */
export function startSchedules(template: Template, functions: Functions): { stop(): Promise<void> } {
  const rules = template.read('AWS::Events::Rule', ruleSchema).map(({ logicalId, properties }) => ({
    name: template.ref(logicalId),
    expression: properties.ScheduleExpression,
    enabled: properties.State === 'ENABLED',
    targets: properties.Targets,
  }));
  const schedules = template.read('AWS::Scheduler::Schedule', scheduleSchema).map(({ logicalId, properties }) => ({
    name: template.ref(logicalId),
    expression: properties.ScheduleExpression,
    enabled: properties.State === 'ENABLED',
    targets: [properties.Target],
  }));
  const timers = [...rules, ...schedules].flatMap(({ name, expression, enabled, targets }) => {
    if (expression === undefined || !enabled) return [];
    return targets.map((target) => {
      const pool = functions.named(functionNameIn(target.Arn));
      return setInterval(
        () => void pool.invoke(target.Input ?? JSON.stringify(scheduledEvent(name))),
        rateOf(expression),
      );
    });
  });
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
      return Promise.resolve();
    },
  };
}
