import type { StageSettings } from '../schema.ts';

/** A stage to try changes on. It keeps nothing when it is deleted, and lives under the names that AWS gives. */
export const dev: StageSettings = {
  stage: 'dev',
  productName: 'Example (dev)',
  senderAddress: 'no-reply@dev.example.com',
  captchaSiteKey: 'site-key-of-dev',
  logLevel: 'DEBUG',
  logRetentionDays: 7,
  auditRetentionDays: 90,
  auditArchive: 'off',
  retainData: false,
  // What it costs in a month is more than all the rest of a stage that few people call.
  waf: false,
};
