import type { CaptchaAction } from '../../../functions/operations/index.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import type { Endpoints } from '../../../testkit/deployment/endpoints.ts';
import { solve } from '../../../web/captcha-altcha.ts';
import { apiUrlOf } from './emulated.ts';

/** A deployed stack of an app: its emulator, its stage, its outputs with the address of its pages as `SiteUrl`. */
interface Deployed {
  readonly emulator: string;
  readonly stage: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Driver of a deployment in the emulator whose captcha is `altcha`: it solves challenges as the page does. */
export class AltchaDeployment extends Deployment {
  constructor({ emulator, stage, outputs }: Deployed) {
    const endpoints: Omit<Endpoints, 'inbox' | 'logs' | 'recaptcha'> = {
      site: outputs['SiteUrl'] ?? '',
      api: apiUrlOf(emulator, outputs),
      sesMessages: `${emulator}/_ministack/ses/messages`,
      dynamodb: emulator,
      stage,
    };
    super(endpoints as Endpoints);
  }

  override async captcha(action: CaptchaAction): Promise<string> {
    const headers = { Origin: this.endpoints.site };
    const { json } = expecting(200, await this.send('create-challenge', { action }, { headers }));
    return String(await solve(json as never, () => false));
  }
}
