import { stopPostgresql } from '../unit/examples/receivers.ts';
import { directoryConformance } from './directory-conformance.ts';
import { EXPRESS_POSTGRESQL_CANNOT, expressPostgresqlKit, PLAIN_NODE_CANNOT, plainNodeKit } from './kits/webhook.ts';

afterAll(stopPostgresql);

directoryConformance('webhook in plain Node', plainNodeKit, PLAIN_NODE_CANNOT);
directoryConformance('webhook in Express and PostgreSQL', expressPostgresqlKit, EXPRESS_POSTGRESQL_CANNOT);
