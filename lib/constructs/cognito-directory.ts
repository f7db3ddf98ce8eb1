import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DirectoryVariablesOf } from '../../functions/runtime/directory-variables.ts';
import { type Access, permission, together, variables } from './access.ts';
import type { Directory, DirectoryProps } from './directory.ts';
import type { ResetTable } from './reset-table.ts';

/** A user pool of this account and region, which the stack reads and writes and never makes or deletes. */
export class CognitoDirectory extends Construct implements Directory {
  readonly tables = [];
  readonly #userPoolId: string;
  readonly #resets: ResetTable;

  constructor(scope: Construct, id: string, { settings, resets }: DirectoryProps) {
    super(scope, id);
    const { cognitoUserPoolId } = settings;
    if (cognitoUserPoolId === undefined) throw new Error('The settings name no user pool');
    this.#userPoolId = cognitoUserPoolId;
    this.#resets = resets;
  }

  allowLookup(): Access<DirectoryVariablesOf<'cognito', 'lookup'>> {
    return together(
      variables({ DIRECTORY: 'cognito', USER_POOL_ID: this.#userPoolId }),
      this.#resets.allow({}),
      this.#pool('AdminGetUser', 'ListUsers'),
    );
  }

  allowSettlement(): Access {
    const { statements } = this.#resets.allow({ 'CHANGE#': ['GetItem'] });
    return together({ variables: {}, statements }, this.#pool('AdminUserGlobalSignOut'));
  }

  allowChange(): Access<DirectoryVariablesOf<'cognito', 'change'>> {
    return together(
      variables({ DIRECTORY: 'cognito', USER_POOL_ID: this.#userPoolId }),
      this.#resets.allow({ 'CHANGE#': ['GetItem', 'PutItem'] }),
      this.#pool('AdminGetUser', 'AdminSetUserPassword', 'AdminUserGlobalSignOut'),
    );
  }

  #pool(...actions: string[]): Access {
    const arn = Stack.of(this).formatArn({
      service: 'cognito-idp',
      resource: 'userpool',
      resourceName: this.#userPoolId,
    });
    return permission(
      actions.map((action) => `cognito-idp:${action}`),
      [arn],
    );
  }
}
