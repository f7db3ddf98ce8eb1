import { DynamoDbCredentialCheck } from '../../adapters/directories/built-in/credential-check.ts';
import { readWork } from '../../domain/imported-work.ts';
import { availableAlgorithm } from '../../domain/password-hash.ts';
import { capability } from '../capability.ts';
import { clock } from '../clients.ts';
import { userNames } from '../directories/variables.ts';
import { list, passwordHash, text, unless, type Variable, WrongVariable } from '../variables.ts';

const users = { USERS_TABLE: text, USER_ID_CASE: userNames.USER_ID_CASE };

/** Algorithm of older hashes in the table. */
const formerPasswordHash = unless('none', passwordHash);

/** Works of imported hashes in the table. */
const importedHashes: Variable<readonly string[]> = (variable) => {
  const works = variable === 'none' ? [] : list(variable);
  if (works.every((work) => readWork(work) !== undefined)) return works;
  throw new WrongVariable('must be kinds of hashes such as bcrypt-12, or none');
};

/** Users of the built-in directory, for its login. */
export const credentials = {
  /** Checks a password, and writes the user: the login, and a new hash where its parameters have risen (R15). */
  check: /* @__PURE__ */ capability({
    variables: {
      ...users,
      PASSWORD_HASH: passwordHash,
      FORMER_PASSWORD_HASH: formerPasswordHash,
      IMPORTED_HASHES: importedHashes,
    },
    rights: [{ on: 'users', actions: ['GetItem', 'UpdateItem'] }],
    adapter: ({ USERS_TABLE, USER_ID_CASE, PASSWORD_HASH, FORMER_PASSWORD_HASH, IMPORTED_HASHES }, { clients }) =>
      new DynamoDbCredentialCheck(clients.documents, USERS_TABLE, clock, {
        algorithm: availableAlgorithm(PASSWORD_HASH),
        former: FORMER_PASSWORD_HASH,
        imported: IMPORTED_HASHES,
        userIdCase: USER_ID_CASE,
      }),
  }),
  /** Reads whether a user's sessions still hold. */
  generation: /* @__PURE__ */ capability({
    variables: users,
    rights: [{ on: 'users', actions: ['GetItem'] }],
    adapter: ({ USERS_TABLE, USER_ID_CASE }, { clients }) =>
      new DynamoDbCredentialCheck(clients.documents, USERS_TABLE, clock, { userIdCase: USER_ID_CASE }),
  }),
};
