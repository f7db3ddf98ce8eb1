import { archive, signer } from '../../runtime/capabilities/archive.ts';
import type { Declared } from '../../runtime/environment.ts';

/** Signs, every hour, what the audit archive took in. The function comes with the setting `auditArchive`. */
export const archiveDigest = {
  id: 'archive-digest',
  capabilities: { archive, signer },
  rules: [],
} as const satisfies Declared;
