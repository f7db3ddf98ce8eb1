import { directoryConformance } from '../../contract/directory-conformance.ts';
import { LDAP_CANNOT, ldapKit } from '../../contract/kits/ldap.ts';

directoryConformance('LDAP, over a real OpenLDAP server', ldapKit, LDAP_CANNOT);
