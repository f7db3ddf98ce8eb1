import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from '../../functions/adapters/captcha/provider.ts';
import { RecaptchaEnterprise } from '../../functions/adapters/captcha/recaptcha-enterprise.ts';
import { hcaptcha, recaptchaV2, recaptchaV3, turnstile } from '../../functions/adapters/captcha/siteverify.ts';
import type { EmulatedProvider } from '../../local/emulators/verifications.ts';

export const SECRET = 'the-secret-key';
export const SITE_KEY = 'site-key';
/** Source address of the calls. */
export const source = '198.51.100.7';

/** Differences between the providers. */
export interface Case {
  provider: EmulatedProvider;
  path: string;
  make: (url: string, siteKey: string) => Provider;
  lifetime: number;
  /** Whether the provider binds tokens to actions, scores them, and says when they were made. */
  actionBound: boolean;
  scored: boolean;
  timed: boolean;
  /** Error codes of the provider for a made-up, a used and an old token, and for an unknown key. */
  madeUp: string;
  spent: string;
  expired: string;
  wrongSecret: string;
  /** Answer of the provider that accepts a token solved now. */
  yes: (over: { hostname?: string; at?: Date }) => object;
}

export const siteverifyYes: Case['yes'] = ({ hostname = '127.0.0.1', at = new Date() }) => ({
  success: true,
  challenge_ts: at.toISOString(),
  hostname,
  action: 'verify_otp',
  score: 0.9,
});
const siteverify = {
  madeUp: 'invalid-input-response',
  spent: 'timeout-or-duplicate',
  expired: 'timeout-or-duplicate',
  wrongSecret: 'invalid-input-secret',
  yes: siteverifyYes,
};

const plain = { actionBound: false, scored: false, timed: false };
const bound = { actionBound: true, scored: false, timed: true };

export const cases: Case[] = [
  {
    provider: 'recaptcha-v2',
    path: '/recaptcha/api/siteverify',
    make: recaptchaV2,
    lifetime: 120,
    ...plain,
    ...siteverify,
  },
  {
    provider: 'recaptcha-v3',
    path: '/recaptcha/api/siteverify',
    make: recaptchaV3,
    lifetime: 120,
    ...bound,
    scored: true,
    ...siteverify,
  },
  {
    provider: 'recaptcha-enterprise',
    path: '/v1/projects/a-project/assessments',
    make: (assessmentsUrl, siteKey) => new RecaptchaEnterprise({ assessmentsUrl, siteKey }),
    lifetime: 120,
    ...bound,
    scored: true,
    madeUp: 'MALFORMED',
    spent: 'DUPE',
    expired: 'EXPIRED',
    wrongSecret: 'INVALID_ARGUMENT',
    yes: ({ hostname = '127.0.0.1', at = new Date() }) => ({
      tokenProperties: { valid: true, hostname, action: 'verify_otp', createTime: at.toISOString() },
      riskAnalysis: { score: 0.9 },
    }),
  },
  { provider: 'turnstile', path: '/turnstile/v0/siteverify', make: turnstile, lifetime: 300, ...bound, ...siteverify },
  {
    provider: 'hcaptcha',
    path: '/siteverify',
    make: hcaptcha,
    lifetime: 120,
    ...plain,
    ...siteverify,
    spent: 'already-seen-response',
    expired: 'expired-input-response',
    yes: ({ hostname = '127.0.0.1', at = new Date() }) => ({
      success: true,
      challenge_ts: at.toISOString(),
      hostname,
      credit: false,
    }),
  },
];

const servers: Server[] = [];

/** Starts a provider that answers with `listener`, and returns its URL. */
export async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Stops all servers of {@link answering}. */
export function stopAnswering(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
