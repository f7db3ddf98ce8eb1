import { DynamoDbSessionStore } from '../../adapters/directories/built-in/session-store.ts';
import { type Capability, capability, type ItemAction } from '../capability.ts';
import { text } from '../variables.ts';

const sessionsTable = { SESSIONS_TABLE: text };

const store = (action: ItemAction): Capability<typeof sessionsTable, DynamoDbSessionStore> =>
  capability({
    variables: sessionsTable,
    rights: [{ on: 'sessions', actions: [action] }],
    adapter: ({ SESSIONS_TABLE }, { clients }) => new DynamoDbSessionStore(clients.documents, SESSIONS_TABLE),
  });

/** Sessions of the built-in directory. */
export const sessions = {
  open: /* @__PURE__ */ store('PutItem'),
  find: /* @__PURE__ */ store('GetItem'),
  close: /* @__PURE__ */ store('DeleteItem'),
};
