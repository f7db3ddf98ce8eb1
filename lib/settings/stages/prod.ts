import type { StageSettings } from '../schema.ts';

/** Production. Every value here is a placeholder of yours to replace; what is left out is as strict as the defaults. */
export const prod: StageSettings = {
  stage: 'prod',
  productName: 'Example',
  siteUrl: 'https://login.example.com',
  siteCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000001',
  apiUrl: 'https://api.login.example.com/v1',
  apiCertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000002',
  // An application with a login page of its own: where LOGIN leads, and who else may call from a browser.
  loginUrl: 'https://www.example.com/login',
  allowedOrigins: ['https://www.example.com'],
  senderAddress: 'no-reply@example.com',
  mailFromDomain: 'bounce.example.com',
  hostedZoneId: 'Z00000000000000000000',
  hostedZoneName: 'example.com',
  captchaSiteKey: 'site-key-of-prod',
  customerManagedKey: true,
  tracedPercent: 5,
  releaseShifting: 'canary',
};
