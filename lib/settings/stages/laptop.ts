import type { StageSettings } from '../stage-settings.ts';

/** Cloud on a laptop: the same template, with every endpoint on the loopback interface. */
export const laptop: StageSettings = {
  stage: 'laptop',
  productName: 'Example',
  siteUrl: 'http://127.0.0.1:4000',
  apiUrl: 'http://127.0.0.1:4001/v1',
  // Addresses of the usual front-end development servers, so that a page there can call the API and embed the steps.
  allowedOrigins: ['http://localhost:3000', 'http://localhost:5173'],
  senderAddress: 'no-reply@example.com',
  captchaSiteKey: 'laptop-site-key',
  captchaProjectId: 'laptop',
  captchaScriptUrl: 'http://127.0.0.1:4003/recaptcha/api.js',
  captchaVerifyUrl: 'http://127.0.0.1:4003/recaptcha/api/siteverify',
  // Load and race tests run on one machine. They must reach the service's own limits, not the gateway's.
  requestsPerSecond: 10_000,
  requestBurst: 5_000,
  costlyRequestsPerSecond: 10_000,
  costlyRequestBurst: 5_000,
  waf: false,
  setApiGatewayLogRole: false,
  // There are no metrics here, so no alarm could start.
  alarms: false,
  incidentQueries: false,
  // There is no Firehose and no S3 on a laptop.
  auditArchive: 'off',
  // People and tests look at the trail right after a step.
  auditBatchingSeconds: 0,
  auditCheckpointMinutes: 5,
  // Hashes that a test imports. Each login takes 20 ms for it.
  importedHashes: ['bcrypt-8'],
  retainData: false,
};
