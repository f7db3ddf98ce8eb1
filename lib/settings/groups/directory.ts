import * as z from 'zod';
import { DIRECTORIES, LDAP_KINDS } from '../../../functions/operations/fields.ts';
import { distinguishedName, flag, identifier, ldapAttribute, ldapFilter, ldapUrl, list, pem } from '../kinds.ts';

/** Settings of the directory that holds the accounts: docs/guides/directories.md. */
export const directory = {
  /** Directory of the accounts. Default: `built-in`, tables of this stack with a hosted login page. */
  directory: z.enum(DIRECTORIES).default('built-in'),
  /**
   * Comparison of user IDs in the built-in directory: `exact`, or `fold`, by which upper and lower case make no
   * difference. Choose it before the first user is added. Default: `exact`.
   */
  userIdCase: z.enum(['exact', 'fold']).optional(),
  /**
   * Whether an address that belongs to exactly one account finds it where a user ID is asked for: in the built-in
   * directory, and in the directory `ldap`. Default: false.
   */
  addressAsUserId: flag.optional(),
  /**
   * ID of the user pool, in the account and region of the stack. Only the directory `cognito` takes it, and needs it.
   */
  cognitoUserPoolId: identifier(
    /^[a-z]{2,}(-[a-z]+)+-\d_[A-Za-z0-9]{1,40}$/,
    'must be the ID of a user pool such as eu-central-1_AbCdEf123',
  ).optional(),
  /**
   * URL below which the directory `webhook` answers, without a slash at the end: docs/guides/webhook-directory.md.
   * Only that directory takes it, and needs it.
   */
  webhookUrl: z
    .url()
    .regex(
      /^https?:\/\/[^/?#@\s]+(\/[^/?#\s]+)*$/,
      'must be a URL such as https://accounts.example.com/password-reset, without a final slash, a query or a password',
    )
    .optional(),
  /** Networks (CIDR) that the directory `webhook` may be in although they are not public. Default: none. */
  webhookAllowedNetworks: list(
    z.union([z.cidrv4(), z.cidrv6()], 'must be a network such as 127.0.0.0/8 or fd00::/8'),
  ).optional(),
  /**
   * URLs of 1 to 4 LDAP servers, in the order in which they are tried. Each host name has to lead to that one server.
   * Only the directory `ldap` takes it, and needs it.
   */
  ldapUrls: list(ldapUrl)
    .refine((urls) => urls.length >= 1 && urls.length <= 4, 'must be 1 to 4 servers')
    .optional(),
  /** Way in which the LDAP servers set a password. The directory `ldap` needs it. */
  ldapKind: z.enum(LDAP_KINDS).optional(),
  /** DN below which all accounts are. The directory `ldap` needs it. */
  ldapBaseDn: distinguishedName.optional(),
  /**
   * DN of the service account. Its password goes into the secret that the output `LdapSecretName` names, or
   * `directorySecret` of the construct. The directory `ldap` needs it.
   */
  ldapBindDn: distinguishedName.optional(),
  /**
   * 1 to 4 LDAP attributes that may have what a person types as user ID. The first names the account in mails and
   * records. Default: `sAMAccountName` for Active Directory, `uid` for other servers.
   */
  ldapUserIdAttribute: list(ldapAttribute)
    .refine((attributes) => attributes.length >= 1 && attributes.length <= 4, 'must be 1 to 4 attributes')
    .optional(),
  /**
   * Name of the domain in user IDs such as `CORP\\alice`, which then find `alice`. Upper and lower case make no
   * difference. Default: none, and such user IDs find nobody.
   */
  ldapDomain: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, 'must be the name of a domain such as CORP')
    .optional(),
  /** LDAP attributes with the mail addresses. Default: `mail`. */
  ldapMailAttributes: list(ldapAttribute).optional(),
  /**
   * LDAP filter (RFC 4515) that an entry must pass to be an account. Default: all entries; in Active Directory all
   * users.
   */
  ldapFilter: ldapFilter.optional(),
  /**
   * PEM text, at most 16,384 characters, of the private authorities that signed the LDAP servers' certificates. On the
   * command line `\\n` stands for the end of a line. Default: the public authorities that Node trusts.
   */
  ldapCertificateAuthority: pem.optional(),
  /**
   * IDs of the subnets in which the functions that call the LDAP servers run. Needs `vpcSecurityGroupIds`. Default:
   * no VPC. docs/guides/directories.md says what the functions need there.
   */
  vpcSubnetIds: list(
    identifier(/^subnet-[0-9a-f]{8,17}$/, 'must be the ID of a subnet such as subnet-0123456789abcdef0'),
  )
    .refine((subnets) => subnets.length > 0, 'must name a subnet')
    .optional(),
  /** IDs of the security groups of those functions. Needs `vpcSubnetIds`. */
  vpcSecurityGroupIds: list(
    identifier(/^sg-[0-9a-f]{8,17}$/, 'must be the ID of a security group such as sg-0123456789abcdef0'),
  )
    .refine((groups) => groups.length > 0, 'must name a security group')
    .optional(),
};
