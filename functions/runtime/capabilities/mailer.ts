import { SESClient } from '@aws-sdk/client-ses';
import { SesMailer } from '../../adapters/ses/mailer.ts';
import { AWS_CALLS } from '../clients.ts';
import { capability } from '../capability.ts';
import { mailBrand } from '../mail-brand.ts';
import { text, url } from '../variables.ts';

/** Sends mail from the sender's address alone. */
export const mailer = /* @__PURE__ */ capability({
  variables: { SES_CONFIGURATION_SET: text, SENDER_ADDRESS: text, SITE_URL: url, PRODUCT_NAME: text, BRAND: mailBrand },
  rights: [{ on: 'mail' }],
  adapter: (environment) => {
    const { logo, texts, ...brand } = environment.BRAND;
    return new SesMailer({
      client: new SESClient(AWS_CALLS),
      sender: environment.SENDER_ADDRESS,
      configurationSet: environment.SES_CONFIGURATION_SET,
      brand: {
        productName: environment.PRODUCT_NAME,
        siteUrl: environment.SITE_URL,
        ...(logo !== undefined && { logoUrl: environment.SITE_URL + logo }),
        ...brand,
      },
      ownTexts: texts,
    });
  },
});
