import { SecretsManagerKeyVersions } from '../../adapters/secrets/key-versions.ts';
import { AddressGuard } from '../../adapters/directories/webhook/address-guard.ts';
import { WebhookDirectory } from '../../adapters/directories/webhook/directory.ts';
import { readDirectoryEnvironment } from '../environment.ts';
import { clock } from '../clients.ts';
import type { StageDirectory } from './stage-directory.ts';

const made =
  (use: keyof StageDirectory): StageDirectory[typeof use] =>
  ({ secrets }) => {
    const environment = readDirectoryEnvironment('webhook', use);
    return new WebhookDirectory({
      url: environment.WEBHOOK_URL,
      keys: new SecretsManagerKeyVersions(secrets, environment.WEBHOOK_SECRET_ARN, clock, 'webhook'),
      guard: new AddressGuard(environment.WEBHOOK_ALLOWED_NETWORKS),
      clock,
    });
  };

export const directory: StageDirectory = { lookup: made('lookup'), change: made('change') };
