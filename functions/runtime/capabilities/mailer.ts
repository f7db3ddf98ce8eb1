import { SESClient } from '@aws-sdk/client-ses';
import { SesMailer } from '../../adapters/ses/mailer.ts';
import { AWS_CALLS } from '../clients.ts';
import { capability } from '../capability.ts';
import { mailBrand } from '../mail-brand.ts';
import { text, unless, url } from '../variables.ts';

const variables = {
  SES_CONFIGURATION_SET: text,
  SENDER_ADDRESS: text,
  SENDER_NAME: text,
  REPLY_TO: unless('none', text),
  SITE_URL: url,
  PRODUCT_NAME: text,
  BRAND: mailBrand,
};

/** Sends mail from the sender's address alone. A refusal that only an operator can end is counted (R31). */
export const mailer = /* @__PURE__ */ capability({
  variables,
  rights: [{ on: 'mail' }],
  adapter: (environment, { telemetry: { count, logger } }) => {
    const { logo, texts, ...brand } = environment.BRAND;
    const replyTo = environment.REPLY_TO;
    return new SesMailer({
      client: new SESClient(AWS_CALLS),
      sender: { name: environment.SENDER_NAME, address: environment.SENDER_ADDRESS },
      ...(replyTo !== undefined && { replyTo }),
      configurationSet: environment.SES_CONFIGURATION_SET,
      brand: {
        productName: environment.PRODUCT_NAME,
        siteUrl: environment.SITE_URL,
        ...(logo !== undefined && { logoUrl: environment.SITE_URL + logo }),
        ...brand,
      },
      ownTexts: texts,
      onMisconfiguration: (cause) => {
        count('mail-misconfigured');
        logger.error('the mail service refuses mails until an operator acts', { cause });
      },
    });
  },
});
