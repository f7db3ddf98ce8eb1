import { directoryConformance } from '../contracts/directory-conformance.ts';
import { LDAP_CANNOT, ldapKit } from '../contracts/kits/ldap.ts';

directoryConformance('LDAP, over a real OpenLDAP server', ldapKit, LDAP_CANNOT);
