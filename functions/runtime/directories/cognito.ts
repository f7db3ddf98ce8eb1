import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { CognitoDirectory } from '../../adapters/directories/cognito/directory.ts';
import { DynamoDbChangeNotes } from '../../adapters/dynamodb/change-notes.ts';
import type { DirectoryUse } from './variables.ts';
import { readDirectoryEnvironment } from '../environment.ts';
import { AWS_CALLS, type Clients, clock } from '../clients.ts';
import type { StageDirectory } from './stage-directory.ts';

const cognito =
  (use: DirectoryUse) =>
  ({ documents }: Clients): CognitoDirectory => {
    const { USER_POOL_ID, RESET_TABLE } = readDirectoryEnvironment('cognito', use);
    const notes = new DynamoDbChangeNotes(documents, RESET_TABLE, clock);
    return new CognitoDirectory(new CognitoIdentityProviderClient(AWS_CALLS), USER_POOL_ID, notes);
  };

export const directory: StageDirectory = { lookup: cognito('lookup'), change: cognito('change') };
