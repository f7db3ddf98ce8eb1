import { DynamoDbDirectory } from '../../adapters/directories/built-in/directory.ts';
import { availableAlgorithm } from '../../domain/password-hash.ts';
import { readDirectoryEnvironment } from '../environment.ts';
import { clock } from '../clients.ts';
import type { UserNames } from '../../adapters/directories/built-in/users.ts';
import type { Parsed } from '../variables.ts';
import type { userNames } from './variables.ts';
import type { StageDirectory } from './stage-directory.ts';

export const directory: StageDirectory = {
  lookup({ documents }) {
    const { USERS_TABLE, ...names } = readDirectoryEnvironment('built-in', 'lookup');
    return new DynamoDbDirectory(documents, USERS_TABLE, clock, userNamesOf(names));
  },
  change({ documents }) {
    const { USERS_TABLE, PASSWORD_HASH, PASSWORD_HISTORY, ...names } = readDirectoryEnvironment('built-in', 'change');
    return new DynamoDbDirectory(documents, USERS_TABLE, clock, {
      algorithm: availableAlgorithm(PASSWORD_HASH),
      history: PASSWORD_HISTORY,
      ...userNamesOf(names),
    });
  },
};

const userNamesOf = ({ USER_ID_CASE, ADDRESS_AS_USER_ID }: Parsed<typeof userNames>): UserNames => ({
  userIdCase: USER_ID_CASE,
  addressAsUserId: ADDRESS_AS_USER_ID === 'yes',
});
