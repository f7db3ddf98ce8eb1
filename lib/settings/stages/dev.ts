import type { StageSettings } from '../stage-settings.ts';

/** Stage to try changes on. Its data goes when it is deleted, and it uses the host names that AWS gives. */
export const dev: StageSettings = {
  stage: 'dev',
  productName: 'Example (dev)',
  senderAddress: 'no-reply@dev.example.com',
  captchaSiteKey: 'site-key-of-dev',
  logLevel: 'DEBUG',
  logRetentionDays: 7,
  auditRetentionDays: 90,
  retainData: false,
  profile: 'essential',
  // Nobody watches it.
  alarms: false,
};
