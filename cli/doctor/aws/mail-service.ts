import { GetAccountCommand, GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailIdentity, MailService } from '../account.ts';
import { unlessMissing } from './unless-missing.ts';

export class AwsMailService implements MailService {
  readonly #client: SESv2Client;

  constructor(client: SESv2Client) {
    this.#client = client;
  }

  async account() {
    const { ProductionAccessEnabled, SendingEnabled } = await this.#client.send(new GetAccountCommand({}));
    return { productionAccess: ProductionAccessEnabled === true, sendingEnabled: SendingEnabled !== false };
  }

  async identity(name: string): Promise<MailIdentity | undefined> {
    const found = await unlessMissing(this.#client.send(new GetEmailIdentityCommand({ EmailIdentity: name })));
    if (found === undefined) return undefined;
    const mailFrom = found.MailFromAttributes?.MailFromDomainStatus;
    return {
      verified: found.VerifiedForSendingStatus === true,
      dkim: found.DkimAttributes?.Status ?? 'NOT_STARTED',
      ...(mailFrom !== undefined && { mailFrom }),
    };
  }
}
