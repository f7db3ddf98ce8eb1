import { directory } from '#directory';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoDbBudgetStore } from '../../adapters/dynamodb/budget-store.ts';
import { DynamoDbMailAllowance } from '../../adapters/dynamodb/mail-allowance.ts';
import { SecretsManagerPeppers } from '../../adapters/secrets/key-versions.ts';
import { SesMailer } from '../../adapters/ses/mailer.ts';
import type { EnvironmentOf } from '../environment.ts';
import type { MailCeilingMetric } from '../metrics.ts';
import type { Telemetry } from '../telemetry.ts';
import { resetStore, subjectKeys } from './audit.ts';
import { AWS_CALLS, clock, documents, secretsManager } from './clients.ts';

/** Ports and rules of the two that deliver what is owed. */
export function delivery(environment: EnvironmentOf<'mail-consumer'>, { logger, count }: Telemetry<MailCeilingMetric>) {
  const [client, secrets] = [documents(), secretsManager()];
  const { logo, texts, ...brand } = environment.BRAND;
  return {
    ports: {
      clock,
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      subjectKeys: subjectKeys(environment, secrets),
      resets: resetStore(environment, client),
      budgets: new DynamoDbBudgetStore(client, environment.RESET_TABLE),
      directory: directory.lookup({ documents: client, secrets }),
      allowance: new DynamoDbMailAllowance({
        client,
        table: environment.RESET_TABLE,
        clock,
        mailsPerDay: environment.MAILS_PER_DAY,
        onRefusal: () => {
          count('mail-ceiling');
          logger.warn('the service has sent all mails that it may send today');
        },
      }),
      mailer: new SesMailer({
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
      }),
    },
    rules: {
      otpDigits: environment.OTP_DIGITS,
      attemptsPerCode: environment.ATTEMPTS_PER_CODE,
      codesPerHour: environment.CODES_PER_HOUR,
      codesPerDay: environment.CODES_PER_DAY,
      guessesSinceSuccess: environment.GUESSES_SINCE_SUCCESS,
    },
  };
}
