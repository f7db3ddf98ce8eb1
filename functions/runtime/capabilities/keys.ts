import { capability } from '../capability.ts';
import { text } from '../variables.ts';

/** Keys of the codes and of all digests that prove something (R5). */
export const peppers = /* @__PURE__ */ capability({
  variables: { PEPPER_SECRET_ARN: text },
  rights: [{ on: 'secret', name: 'pepper' }],
  adapter: ({ PEPPER_SECRET_ARN }, { clients }) => clients.keys(PEPPER_SECRET_ARN),
});

/** Keys of the digests by which audit events name users and sources. */
export const subjectKeys = /* @__PURE__ */ capability({
  variables: { AUDIT_SUBJECT_SECRET_ARN: text },
  rights: [{ on: 'secret', name: 'auditSubject' }],
  adapter: ({ AUDIT_SUBJECT_SECRET_ARN }, { clients }) => clients.keys(AUDIT_SUBJECT_SECRET_ARN, 'audit-subject'),
});

/** Keys of the MAC of audit events. The audit consumer alone has them. */
export const macKeys = /* @__PURE__ */ capability({
  variables: { AUDIT_MAC_SECRET_ARN: text },
  rights: [{ on: 'secret', name: 'auditMac' }],
  adapter: ({ AUDIT_MAC_SECRET_ARN }, { clients }) => clients.keys(AUDIT_MAC_SECRET_ARN, 'audit-mac'),
});
