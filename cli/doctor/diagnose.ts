import { stackNameOf } from '../../lib/stage-names.ts';
import { errorText } from '../ops/error-text.ts';
import type { CheckedTemplate } from '../../lib/limits/template.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import type { Account } from './account.ts';
import { alarms } from './checks/alarms.ts';
import { capacity, logRole } from './checks/capacity.ts';
import { certificates } from './checks/certificates.ts';
import { dns } from './checks/dns.ts';
import { mail } from './checks/mail.ts';
import { names } from './checks/names.ts';
import { ownerOf } from './checks/owner.ts';
import { bootstrapOf, placeOf, stackOf } from './checks/place.ts';
import { release } from './checks/release.ts';
import { secrets } from './checks/secrets.ts';
import { about, type Finding, inOrder, stops, type Subject } from './finding.ts';
import type { Check, Stage } from './stage.ts';
import { documentAt } from '../../lib/instructions.ts';

const CHECKS: readonly (readonly [Subject, Check])[] = [
  ['release', release],
  ['names', names],
  ['mail', mail],
  ['certificates', certificates],
  ['capacity', capacity],
  ['log role', logRole],
  ['secrets', secrets],
  ['dns', dns],
  ['alarms', alarms],
];

/** States of a stack without resources. */
const EMPTY = ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'];

/** Document with the rights of the one who deploys. */
const RIGHTS = documentAt('guides/first-deployment.md');

/**
 * Looks at everything in an account that a deployment of a stage depends on. In the wrong place it looks at nothing
 * else. What it may not look at becomes a warning, because the deployment itself may have the right.
 *
 * @param template makes the template of the stage's stack; only called in the right place, because it takes seconds
 */
export async function diagnose(
  { settings, template }: { readonly settings: Settings; readonly template: () => Promise<CheckedTemplate> },
  account: Account,
  now = new Date(),
): Promise<readonly Finding[]> {
  const place = await placeOf(settings, account);
  if (place.at === undefined || stops(place.findings)) return inOrder(place.findings);
  const looked = await attempt('stack', () =>
    Promise.all([account.stacks.find('CDKToolkit'), account.stacks.find(stackNameOf(settings.stage))]),
  );
  if (looked.kind === 'failed') return inOrder([...place.findings, looked.finding]);
  const [toolkit, stack] = looked.value;
  // What a failed creation left has no resources: the next deployment is the first one again.
  const deployed = stack === undefined || EMPTY.includes(stack.status) ? undefined : stack;
  const stage: Stage = { settings, template: await template(), account, stack: deployed, now, ...place.at };
  const owner = await attempt('stack', () => ownerOf(stage));
  if (owner.kind === 'done' && owner.value !== undefined) return inOrder([...place.findings, owner.value]);
  const results = await Promise.all(
    CHECKS.map(async ([subject, check]) => {
      const result = await attempt(subject, () => check(stage));
      return result.kind === 'failed' ? [result.finding] : result.value;
    }),
  );
  return inOrder([...place.findings, bootstrapOf(toolkit, place.at), stackOf(stack, settings), ...results.flat()]);
}

type Attempt<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly finding: Finding };

async function attempt<Value>(subject: Subject, look: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { kind: 'done', value: await look() };
  } catch (error) {
    const text = `could not be looked at: ${errorText(error, RIGHTS)}`;
    return { kind: 'failed', finding: about(subject).warning(text, 'use credentials that may read this') };
  }
}
