import type { StageSettings } from '../stage-settings.ts';

/**
 * Production. Replace every value here by your own, and add `account` and `region`: synth refuses these examples.
 * Settings that are not here have their strict defaults. Add `deletionProtection: true` once it is deployed.
 */
export const prod: StageSettings = {
  stage: 'prod',
  productName: 'Example',
  siteUrl: 'https://login.example.com',
  siteCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001',
  apiUrl: 'https://api.login.example.com/v1',
  apiCertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000002',
  // An application with its own login page: the target of LOGIN, and an origin that may call from a browser.
  loginUrl: 'https://www.example.com/login',
  allowedOrigins: ['https://www.example.com'],
  senderAddress: 'no-reply@example.com',
  mailFromDomain: 'bounce.example.com',
  hostedZoneId: 'Z00000000000000000000',
  hostedZoneName: 'example.com',
  captchaSiteKey: 'site-key-of-prod',
  profile: 'full',
  wafCoreRules: true,
  dashboard: true,
  incidentQueries: true,
  customerManagedKey: true,
  tracedPercent: 5,
  releaseShifting: 'canary',
};
