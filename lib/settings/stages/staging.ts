import type { StageSettings } from '../stage-settings.ts';

/**
 * Rehearsal of production: the same rules under the host names that AWS gives, with logs kept for a shorter time.
 * Replace the names by your own, and add `account` and `region`: synth refuses these examples.
 */
export const staging: StageSettings = {
  stage: 'staging',
  productName: 'Example (staging)',
  senderAddress: 'no-reply@staging.example.com',
  captchaSiteKey: 'site-key-of-staging',
  logRetentionDays: 30,
  auditRetentionDays: 90,
  profile: 'essential',
  tracedPercent: 5,
};
