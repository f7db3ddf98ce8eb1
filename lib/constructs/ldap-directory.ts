import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DirectoryVariablesOf } from '../../functions/runtime/directories/variables.ts';
import type { DirectorySecret } from '../password-reset-props.ts';
import type { Settings } from '../settings/schema.ts';
import { GENERATED_SECRET, secretNames } from '../stage-names.ts';
import { type Access, permission, together, variables } from './access.ts';
import { type Directory, type DirectoryProps, noLogin } from './directory.ts';
import type { Encryption } from './encryption.ts';
import type { Network } from './password-reset-function.ts';
import { removalPolicyOf } from './removal.ts';
import type { ResetTable } from './reset-table.ts';

/** The customer's own LDAP servers. The stack holds the service account's password. */
export class LdapDirectory extends Construct implements Directory {
  readonly tables = [];
  readonly allowLogin = noLogin;
  readonly network?: Network;
  readonly secret: DirectorySecret;
  readonly allow = {
    lookup: () => this.#lookup(),
    change: () => this.#change(),
    settle: () => this.#notes(),
    // The LDAP server decides what the service account may do.
    refuse: () => this.#notes(),
  };
  readonly #variables: Omit<DirectoryVariablesOf<'ldap', 'change'>, 'RESET_TABLE'>;
  readonly #password: Secret;
  readonly #encryption: Encryption;
  readonly #resets: ResetTable;

  constructor(scope: Construct, id: string, { settings, encryption, resets }: DirectoryProps) {
    super(scope, id);
    this.#encryption = encryption;
    this.#resets = resets;
    const { vpcSubnetIds: subnetIds, vpcSecurityGroupIds: securityGroupIds } = settings;
    if (subnetIds !== undefined && securityGroupIds !== undefined) this.network = { subnetIds, securityGroupIds };
    const secretName = secretNames(settings.stage).ldap;
    this.#password = new Secret(this, 'BindPassword', {
      secretName,
      description:
        'The password of the LDAP service account. Generated at random, so that it is let in nowhere, until the real one is put.',
      generateSecretString: GENERATED_SECRET,
      removalPolicy: removalPolicyOf(settings),
      encryptionKey: encryption.key,
    });
    this.secret = {
      output: 'LdapSecretName',
      name: secretName,
      description: 'Put the password of the LDAP service account here',
    };
    this.#variables = variablesOf(settings, this.#password.secretArn);
  }

  #lookup(): Access<DirectoryVariablesOf<'ldap', 'lookup'>> {
    return together(this.#call(), this.#resets.allow({}));
  }

  /** Notes of changes, without the variable that lookups have too. */
  #notes(): Access {
    return { variables: {}, statements: this.#resets.allow({ 'CHANGE#': ['GetItem', 'PutItem'] }).statements };
  }

  #change(): Access<DirectoryVariablesOf<'ldap', 'change'>> {
    return together(this.#call(), this.#resets.allow({ 'CHANGE#': ['GetItem', 'PutItem'] }));
  }

  /** The LDAP server decides what the service account may do. */
  #call() {
    const { secretArn } = this.#password;
    return together(
      variables(this.#variables),
      permission(['secretsmanager:GetSecretValue'], [secretArn]),
      this.#encryption.useSecret(secretArn),
    );
  }
}

function variablesOf(
  settings: Settings,
  secretArn: string,
): Omit<DirectoryVariablesOf<'ldap', 'change'>, 'RESET_TABLE'> {
  const { ldapUrls, ldapKind, ldapBaseDn, ldapBindDn } = settings;
  if (ldapUrls === undefined || ldapKind === undefined || ldapBaseDn === undefined || ldapBindDn === undefined)
    throw new Error('The settings name no LDAP server');
  return {
    DIRECTORY: 'ldap',
    LDAP_URLS: ldapUrls.join(','),
    LDAP_BASE_DN: ldapBaseDn,
    LDAP_BIND_DN: ldapBindDn,
    LDAP_BIND_SECRET_ARN: secretArn,
    LDAP_KIND: ldapKind,
    LDAP_USER_ID_ATTRIBUTES: (
      settings.ldapUserIdAttribute ?? [ldapKind === 'active-directory' ? 'sAMAccountName' : 'uid']
    ).join(','),
    LDAP_DOMAIN: settings.ldapDomain ?? 'none',
    ADDRESS_AS_USER_ID: settings.addressAsUserId === true ? 'yes' : 'no',
    LDAP_MAIL_ATTRIBUTES: (settings.ldapMailAttributes ?? ['mail']).join(','),
    LDAP_FILTER: settings.ldapFilter ?? 'none',
    LDAP_CERTIFICATE_AUTHORITY: settings.ldapCertificateAuthority ?? 'public',
  };
}
