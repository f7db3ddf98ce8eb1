import { DynamoDbCredentialCheck } from '../../adapters/directories/built-in/credential-check.ts';
import { availableAlgorithm } from '../../domain/password-hash.ts';
import { capability } from '../capability.ts';
import { clock } from '../clients.ts';
import { passwordHash, text } from '../variables.ts';

const users = { USERS_TABLE: text };

/** Users of the built-in directory, for its login. */
export const credentials = {
  /** Checks a password, and writes the user where the hash is renewed because its parameters have risen (R15). */
  check: /* @__PURE__ */ capability({
    variables: { ...users, PASSWORD_HASH: passwordHash },
    rights: [{ on: 'users', actions: ['GetItem', 'UpdateItem'] }],
    adapter: ({ USERS_TABLE, PASSWORD_HASH }, { clients }) =>
      new DynamoDbCredentialCheck(clients.documents, USERS_TABLE, clock, availableAlgorithm(PASSWORD_HASH)),
  }),
  /** Reads whether a user's sessions still hold. */
  generation: /* @__PURE__ */ capability({
    variables: users,
    rights: [{ on: 'users', actions: ['GetItem'] }],
    adapter: ({ USERS_TABLE }, { clients }) => new DynamoDbCredentialCheck(clients.documents, USERS_TABLE, clock),
  }),
};
