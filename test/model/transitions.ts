import type { Deliveries, DeliveryOutcome } from '../../functions/domain/delivery.ts';
import type { RequestRecord, ResetRecord } from '../../functions/domain/reset-record.ts';
import { documented, type DocumentedStep } from './documented-steps.ts';
import { modelRules } from './stage.ts';

type Fields = Readonly<Record<string, unknown>>;

const OF_EVERY_STEP = ['stepId', 'sequence', 'lastEvent', 'state'];
const limitOf: Readonly<Record<string, number>> = {
  attempts: modelRules.attemptsPerCode,
  mailGuesses: modelRules.attemptsPerCode,
  issue: modelRules.codesPerHour,
  passwordTries: 10,
};
const secondsOf = ({ lastEvent }: RequestRecord): number => Math.floor(Date.parse(lastEvent.at) / 1000);

/** Documented steps that lead from one write to the next. A write is allowed if there is at least one. */
export function documentedStepsBetween(before: ResetRecord | undefined, after: ResetRecord): DocumentedStep[] {
  return [...documented.reset.steps, ...documented.delivery.steps].filter(
    (step) =>
      (step.from.includes(before?.state ?? 'new') || (before !== undefined && step.from.includes('any'))) &&
      (step.to === 'same' ? before?.state : step.to) === after.state &&
      step.events.includes(after.lastEvent.event) &&
      step.actor === after.lastEvent.actor &&
      (before === undefined || (guardHolds(step, before, after) && changesOnly(step, before, after))),
  );
}

function guardHolds({ guard }: DocumentedStep, before: ResetRecord, after: ResetRecord): boolean {
  const fields = before as unknown as Fields;
  const at = secondsOf(after);
  return guard.every((condition) => {
    const [first = '', second = '', third] = condition.split(' ');
    if (condition === "outranks the mail's last") return outranks(before.deliveries ?? {}, after.deliveries ?? {});
    if (condition === 'deliveries < limit') return Object.keys(after.deliveries ?? {}).length <= 20;
    if (condition === 'no change pending') return before.pending?.startsWith('mail') ?? true;
    if (second === 'ahead') return Number(fields[first]) > at;
    // What the caller presented is not in the item; but the starter's own success ends the starter's lane.
    if (first === 'other') return second !== 'verifiedBy' || before.verifiedBy !== 'starter';
    if (second === 'reached') return Number(fields[first]) <= at;
    if (third === 'limit') return Number(fields[first]) < Number(limitOf[first]);
    if (first === 'no') return fields[second] === undefined;
    // The item does not have what the caller presented; but a field that must be equal must exist.
    return fields[second] !== undefined;
  });
}

/** Written from the document, independently of the tested code. */
const SAYS_MORE_THAN: Readonly<Record<DeliveryOutcome, readonly DeliveryOutcome[]>> = {
  delivered: [],
  bounced: ['delivered'],
  rejected: ['delivered'],
  complained: ['delivered', 'bounced', 'rejected'],
};

/** Exactly one mail has another latest outcome, and it replaces the one before. */
function outranks(before: Deliveries, after: Deliveries): boolean {
  const changed = Object.entries(after).filter(([id, last]) => JSON.stringify(last) !== JSON.stringify(before[id]));
  const [[id, last] = []] = changed;
  const known = id === undefined ? undefined : before[id];
  return (
    changed.length === 1 &&
    Object.keys(before).every((each) => after[each] !== undefined) &&
    (known === undefined || SAYS_MORE_THAN[last?.outcome ?? 'delivered'].includes(known.outcome))
  );
}

function changesOnly({ sets, clears }: DocumentedStep, before: ResetRecord, after: ResetRecord): boolean {
  const [old, now] = [before as unknown as Fields, after as unknown as Fields];
  const named = [...OF_EVERY_STEP, ...clears, ...sets.map((assignment) => assignment.split(/[ ?]/)[0])];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]),
  );
  const assigned = sets.every((assignment) => {
    const [field = '', operator, operand] = assignment.split(' ');
    if (field.endsWith('?')) return true;
    if (operator === '+') return now[field] === Number(old[field]) + 1;
    // `mail-5` is `mail` in the document: the number is the index's shard.
    return operator === '=' ? String(now[field]).replace(/-\d$/, '') === operand : now[field] !== undefined;
  });
  return (
    assigned && clears.every((field) => now[field] === undefined) && changed.every((field) => named.includes(field))
  );
}
