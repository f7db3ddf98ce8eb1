import { SecretsManagerOriginSecret } from '../../adapters/secrets/origin-secret.ts';
import { capability } from '../capability.ts';
import { text } from '../variables.ts';

/** Tells whether our distribution passed a call on (R12). */
export const originSecret = /* @__PURE__ */ capability({
  variables: { ORIGIN_SECRET_ARN: text },
  rights: [{ on: 'secret', name: 'origin' }],
  adapter: ({ ORIGIN_SECRET_ARN }, { clients }) =>
    new SecretsManagerOriginSecret(clients.keys(ORIGIN_SECRET_ARN, 'origin')),
});
