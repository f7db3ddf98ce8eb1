import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { CognitoDirectory } from '../../adapters/directories/cognito/directory.ts';
import { DynamoDbChangeNotes } from '../../adapters/dynamodb/change-notes.ts';
import type { DirectoryUse } from '../directory-variables.ts';
import { readDirectoryEnvironment } from '../environment.ts';
import { AWS_CALLS, clock } from './clients.ts';
import type { DirectoryComposition, SharedClients } from './directory.ts';

const cognito =
  (use: DirectoryUse) =>
  ({ documents }: SharedClients): CognitoDirectory => {
    const { USER_POOL_ID, RESET_TABLE } = readDirectoryEnvironment('cognito', use);
    const notes = new DynamoDbChangeNotes(documents, RESET_TABLE, clock);
    return new CognitoDirectory(new CognitoIdentityProviderClient(AWS_CALLS), USER_POOL_ID, notes);
  };

export const directory: DirectoryComposition = { lookup: cognito('lookup'), change: cognito('change') };
