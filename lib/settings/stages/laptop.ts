import type { StageSettings } from '../schema.ts';

/** The cloud on a laptop: the same template, with every endpoint on the loopback interface. */
export const laptop: StageSettings = {
  stage: 'laptop',
  productName: 'Example',
  siteUrl: 'http://127.0.0.1:4000',
  apiUrl: 'http://127.0.0.1:4001/v1',
  // Where the servers of front-end tools listen: a page under development can call the API and embed the steps.
  allowedOrigins: ['http://localhost:3000', 'http://localhost:5173'],
  senderAddress: 'no-reply@example.com',
  captchaSiteKey: 'laptop-site-key',
  captchaProjectId: 'laptop',
  captchaScriptUrl: 'http://127.0.0.1:4003/recaptcha/api.js',
  captchaVerifyUrl: 'http://127.0.0.1:4003/recaptcha/api/siteverify',
  // Load and race tests come from one machine; they are to meet the service's own limits, not the gateway's.
  requestsPerSecond: 10_000,
  requestBurst: 5_000,
  costlyRequestsPerSecond: 10_000,
  costlyRequestBurst: 5_000,
  waf: false,
  setApiGatewayLogRole: false,
  // Nothing is measured here, so nothing could ring.
  alarms: false,
  // There is no Firehose and no S3 on a laptop.
  auditArchive: 'off',
  // Who tries something looks at the trail at once, and so do the tests.
  auditBatchingSeconds: 0,
  retainData: false,
};
