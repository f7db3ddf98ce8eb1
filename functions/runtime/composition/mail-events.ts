import { resetStore } from './audit.ts';
import { base } from './base.ts';
import { clock, documents } from './clients.ts';

export function composeMailEvents() {
  const { environment, telemetry: signals } = base('mail-events');
  return {
    telemetry: signals,
    ports: { clock, resets: resetStore(environment, documents()) },
    origin: {
      account: environment.ACCOUNT_ID,
      region: environment.REGION,
      configurationSet: environment.SES_CONFIGURATION_SET,
    },
  };
}
