import { actingForOthers, controlOutages, guessing, spraying } from './abuse.ts';
import {
  changesReported,
  changesUnsettled,
  changesWithoutCode,
  changesWithoutNotice,
  noticesNotDelivered,
  sessionsNotEnded,
} from './changes.ts';
import { contradictions, gaps } from './completeness.ts';
import { linkOnly, loginGuessing, manyOrders, slowSpraying, successAfterFailures } from './logins.ts';
import type { AuditQuery } from './query.ts';
import {
  administrators,
  controls,
  events,
  funnel,
  orders,
  policies,
  request,
  subject,
  timeToChange,
  volumes,
} from './records.ts';

/** All queries. The stack saves them, the command `audit` runs them, docs/guides/audit-guide.md explains them. */
export const auditQueries: readonly AuditQuery[] = [
  subject,
  request,
  changesWithoutCode,
  changesWithoutNotice,
  noticesNotDelivered,
  changesUnsettled,
  sessionsNotEnded,
  changesReported,
  guessing,
  spraying,
  slowSpraying,
  loginGuessing,
  successAfterFailures,
  linkOnly,
  actingForOthers,
  manyOrders,
  administrators,
  orders,
  controlOutages,
  timeToChange,
  gaps,
  contradictions,
  funnel,
  volumes,
  controls,
  policies,
  events,
];

/** Questions that should find nothing. The report asks them, and a stage with alarms asks them every night. */
export const incidentQueries: readonly AuditQuery[] = auditQueries.filter(({ finds }) => finds === 'incidents');
