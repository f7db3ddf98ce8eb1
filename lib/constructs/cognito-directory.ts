import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DirectoryVariablesOf } from '../../functions/runtime/directories/variables.ts';
import { type Access, permission, together, variables } from './access.ts';
import { type Directory, type DirectoryProps, noLogin } from './directory.ts';
import type { ResetTable } from './reset-table.ts';

/** A user pool of this account and region. The stack reads and writes it, and never creates or deletes it. */
export class CognitoDirectory extends Construct implements Directory {
  readonly tables = [];
  readonly allowLogin = noLogin;
  readonly allow = {
    lookup: () => this.#lookup(),
    change: () => this.#change(),
    settle: () => this.#settle(),
    refuse: () => this.#refuse(),
  };
  readonly #userPoolId: string;
  readonly #resets: ResetTable;

  constructor(scope: Construct, id: string, { settings, resets }: DirectoryProps) {
    super(scope, id);
    const { cognitoUserPoolId } = settings;
    if (cognitoUserPoolId === undefined) throw new Error('The settings name no user pool');
    this.#userPoolId = cognitoUserPoolId;
    this.#resets = resets;
  }

  #lookup(): Access<DirectoryVariablesOf<'cognito', 'lookup'>> {
    return together(
      variables({ DIRECTORY: 'cognito', USER_POOL_ID: this.#userPoolId }),
      this.#resets.allow({}),
      this.#pool('AdminGetUser', 'ListUsers'),
    );
  }

  #settle(): Access {
    return together(this.#notes(), this.#pool('AdminUserGlobalSignOut'));
  }

  /** Makes Cognito ask for another password, and cannot set one (R23). */
  #refuse(): Access {
    return together(this.#notes(), this.#pool('AdminUserGlobalSignOut', 'AdminResetUserPassword'));
  }

  /** Notes of changes, without the variable that lookups have too. */
  #notes(): Access {
    return { variables: {}, statements: this.#resets.allow({ 'CHANGE#': ['GetItem', 'PutItem'] }).statements };
  }

  #change(): Access<DirectoryVariablesOf<'cognito', 'change'>> {
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
