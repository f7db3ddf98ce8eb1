import { DynamoDbDirectory } from '../../adapters/directories/built-in/directory.ts';
import { availableAlgorithm } from '../../domain/password-hash.ts';
import { readDirectoryEnvironment } from '../environment.ts';
import { clock } from '../clients.ts';
import type { StageDirectory } from './stage-directory.ts';

export const directory: StageDirectory = {
  lookup({ documents }) {
    const { USERS_TABLE } = readDirectoryEnvironment('built-in', 'lookup');
    return new DynamoDbDirectory(documents, USERS_TABLE, clock);
  },
  change({ documents }) {
    const { USERS_TABLE, PASSWORD_HASH, PASSWORD_HISTORY } = readDirectoryEnvironment('built-in', 'change');
    return new DynamoDbDirectory(documents, USERS_TABLE, clock, {
      algorithm: availableAlgorithm(PASSWORD_HASH),
      history: PASSWORD_HISTORY,
    });
  },
};
