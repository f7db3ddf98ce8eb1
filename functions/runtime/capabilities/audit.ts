import { JsonLinesAuditTrail, DirectAuditLog } from '../../adapters/json-lines-audit-trail.ts';
import type { AuditContext } from '../../domain/audit-event.ts';
import { build as nameOfBuild } from '../build.ts';
import { capability } from '../capability.ts';
import { text } from '../variables.ts';

/** Rules and directory in force, which every event names. */
export const contextVariables = { AUDIT_POLICY: text, AUDIT_DIRECTORY: text };

export const contextIn = (environment: { AUDIT_POLICY: string; AUDIT_DIRECTORY: string }): AuditContext => ({
  policy: environment.AUDIT_POLICY,
  directory: environment.AUDIT_DIRECTORY,
});

/** Records events that go with no write, such as a refusal or a login, in the function's own log. */
export const audit = /* @__PURE__ */ capability({
  variables: contextVariables,
  rights: [],
  adapter: (environment) => new DirectAuditLog(new JsonLinesAuditTrail(), contextIn(environment), nameOfBuild),
});

/** Publishes the events that the table's stream brings. */
export const trail = /* @__PURE__ */ capability({
  variables: {},
  rights: [{ on: 'stream' }],
  adapter: () => new JsonLinesAuditTrail(),
});

/** Name of the code that runs, which published events carry. */
export const build = /* @__PURE__ */ capability({ variables: {}, rights: [], adapter: () => nameOfBuild() });
