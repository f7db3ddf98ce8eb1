import { stopPostgresql } from '../unit/examples/receivers.ts';
import { directoryConformance } from './directory-conformance.ts';
import { EXPRESS_POSTGRESQL_CANNOT, expressPostgresqlKit } from './kits/webhook.ts';

afterAll(stopPostgresql);

directoryConformance('webhook in Express and PostgreSQL', expressPostgresqlKit, EXPRESS_POSTGRESQL_CANNOT);
