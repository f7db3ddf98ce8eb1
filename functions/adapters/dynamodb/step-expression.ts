import { MAXIMUM_DELIVERIES, REPLACED_BY } from '../../domain/delivery.ts';
import { eventsIn } from '../../domain/audit-event.ts';
import type { Step } from '../../domain/step.ts';

/** Parameters of an UpdateItem call for a step. */
export interface UpdateParts {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/**
 * Expresses a step as one conditional update. The condition also requires that the item's last step is not this one:
 * a write that the SDK repeats after it had succeeded then fails, and the returned item shows the step.
 */
export function updateExpression(step: Step, stepId: string): UpdateParts {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const name = (field: string): string => {
    names[`#${field}`] = field;
    return `#${field}`;
  };
  const value = (content: unknown): string => {
    const placeholder = `:v${Object.keys(values).length}`;
    values[placeholder] = content;
    return placeholder;
  };

  /** Condition of `acceptsDelivery` as an expression. */
  const acceptsDelivery = (mail: string, replaced: readonly string[]): string => {
    const first = `(attribute_not_exists(${mail}) AND size(${name('deliveries')}) < ${value(MAXIMUM_DELIVERIES)})`;
    if (replaced.length === 0) return first;
    return `(${first} OR ${mail}.${name('outcome')} IN (${replaced.map(value).join(', ')}))`;
  };

  const { delivery } = step;
  // A placeholder, because a message ID contains characters that an expression's path must not contain.
  if (delivery) names['#messageId'] = delivery.messageId;
  const mail = delivery && `${name('deliveries')}.#messageId`;
  const { after = {}, equal = {}, differ = {}, below = {}, notAfter = {}, absent = [] } = step.require ?? {};
  const conditions = [
    `${name('state')} IN (${step.from.map(value).join(', ')})`,
    `${name('stepId')} <> ${value(stepId)}`,
    ...given(after).map(([field, instant]) => `${name(field)} > ${value(instant)}`),
    ...Object.entries(equal).map(([field, content]) => `${name(field)} = ${value(content)}`),
    ...given(differ).map(([field, content]) => unless(name(field), `${name(field)} <> ${value(content)}`)),
    ...given(below).map(([field, bound]) => `${name(field)} < ${value(bound)}`),
    ...given(notAfter).map(([field, bound]) => `${name(field)} <= ${value(bound)}`),
    ...absent.map((field) => `attribute_not_exists(${name(field)})`),
    ...(step.require?.noChangePending === true
      ? [unless(name('pending'), `begins_with(${name('pending')}, ${value('mail')})`)]
      : []),
    ...(delivery && mail ? [acceptsDelivery(mail, REPLACED_BY[delivery.noted.outcome])] : []),
  ];

  const set = Object.entries({ ...step.set, stepId, lastEvent: step.event }).filter(
    ([, content]) => content !== undefined,
  );
  const assignments = [
    ...set.map(([field, content]) => `${name(field)} = ${value(content)}`),
    `${name('sequence')} = ${name('sequence')} + ${value(eventsIn(step.event))}`,
    ...(step.increment ?? []).map((field) => `${name(field)} = ${name(field)} + ${value(1)}`),
    ...(delivery && mail ? [`${mail} = ${value(delivery.noted)}`] : []),
  ];
  const removals = (step.clear ?? []).map((field) => name(field));

  return {
    UpdateExpression: [
      `SET ${assignments.join(', ')}`,
      ...(removals.length > 0 ? [`REMOVE ${removals.join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

/** Entries that have a value. */
const given = (fields: object): [string, unknown][] =>
  Object.entries(fields).filter(([, content]) => content !== undefined);

/** Condition that holds where the attribute is absent, too. */
const unless = (attribute: string, condition: string): string => `(attribute_not_exists(${attribute}) OR ${condition})`;
