import { directoryConformance } from './directory-conformance.ts';
import { PLAIN_NODE_CANNOT, plainNodeKit } from './kits/webhook.ts';

directoryConformance('webhook in plain Node', plainNodeKit, PLAIN_NODE_CANNOT);
