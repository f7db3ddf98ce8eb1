import { DynamoDbChangeNotes } from '../../adapters/dynamodb/change-notes.ts';
import { activeDirectory } from '../../adapters/directories/ldap/active-directory.ts';
import { rfc3062 } from '../../adapters/directories/ldap/rfc3062.ts';
import { LdapServers } from '../../adapters/directories/ldap/servers.ts';
import { LdapDirectory } from '../../adapters/directories/ldap/directory.ts';
import { secretText } from '../../adapters/secrets/text.ts';
import type { DirectoryUse } from './variables.ts';
import { readDirectoryEnvironment } from '../environment.ts';
import { type Clients, clock } from '../clients.ts';
import type { StageDirectory } from './stage-directory.ts';

const DIALECTS = { 'active-directory': activeDirectory, rfc3062 };

const ldap =
  (use: DirectoryUse) =>
  ({ documents, secrets }: Clients): LdapDirectory => {
    const environment = readDirectoryEnvironment('ldap', use);
    return new LdapDirectory({
      servers: new LdapServers({
        urls: environment.LDAP_URLS,
        bindDn: environment.LDAP_BIND_DN,
        // Read at each connection, which is once a call, so that a replaced password takes effect at once.
        bindPassword: secretText(secrets, environment.LDAP_BIND_SECRET_ARN, clock, 0),
        certificateAuthority: environment.LDAP_CERTIFICATE_AUTHORITY,
      }),
      dialect: DIALECTS[environment.LDAP_KIND],
      baseDn: environment.LDAP_BASE_DN,
      userIdAttributes: environment.LDAP_USER_ID_ATTRIBUTES,
      domain: environment.LDAP_DOMAIN,
      addressAsUserId: environment.ADDRESS_AS_USER_ID === 'yes',
      mailAttributes: environment.LDAP_MAIL_ATTRIBUTES,
      filter: environment.LDAP_FILTER,
      notes: new DynamoDbChangeNotes(documents, environment.RESET_TABLE, clock),
      clock,
    });
  };

export const directory: StageDirectory = { lookup: ldap('lookup'), change: ldap('change') };
