import { DynamoDbCheckpointStore } from '../../adapters/dynamodb/checkpoint-store.ts';
import { DynamoDbDeployedSettings } from '../../adapters/dynamodb/deployed-settings.ts';
import { DynamoDbOrderStore } from '../../adapters/dynamodb/order-store.ts';
import { DynamoDbResetStore } from '../../adapters/dynamodb/reset-store.ts';
import { type Capability, capability, type ItemAction, type ItemPrefix, type Right } from '../capability.ts';
import { text } from '../variables.ts';
import { contextIn, contextVariables } from './audit.ts';

export const resetTable = { RESET_TABLE: text };

const variables = { ...resetTable, ...contextVariables };

const store = (
  items: { readonly [Prefix in ItemPrefix]?: readonly ItemAction[] },
  ...more: readonly Right[]
): Capability<typeof variables, DynamoDbResetStore> =>
  capability({
    variables,
    rights: [{ on: 'resets', items }, ...more],
    adapter: (environment, { clients }) =>
      new DynamoDbResetStore(clients.documents, environment.RESET_TABLE, contextIn(environment)),
  });

const delivery = {
  'RESET#': ['GetItem', 'UpdateItem'],
  'REMINDER#': ['GetItem', 'UpdateItem'],
  'NOTICE#': ['GetItem', 'UpdateItem'],
} as const;

/** Requests in the reset table, whose steps carry their audit events: one capability for each way of using them. */
export const resets = {
  /** Creates reset requests. */
  start: /* @__PURE__ */ store({ 'RESET#': ['PutItem'] }),
  /** Creates requests for the user IDs of an address. */
  remind: /* @__PURE__ */ store({ 'REMINDER#': ['PutItem'] }),
  /** Takes steps of reset requests. */
  update: /* @__PURE__ */ store({ 'RESET#': ['UpdateItem'] }),
  /** Takes steps of reset requests, and starts another one for the reader of a mail. */
  reissue: /* @__PURE__ */ store({ 'RESET#': ['GetItem', 'PutItem', 'UpdateItem'] }),
  /** Notes what became of a mail. */
  note: /* @__PURE__ */ store({ 'RESET#': ['UpdateItem'], 'REMINDER#': ['UpdateItem'], 'NOTICE#': ['UpdateItem'] }),
  /** Delivers what the stream brings. */
  deliver: /* @__PURE__ */ store(delivery, { on: 'stream' }),
  /** Delivers what the stream did not bring. */
  redeliver: /* @__PURE__ */ store(delivery, { on: 'pending-index' }),
};

/** Administrators' orders, which the table's stream publishes. */
export const orders = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'ADMIN#': ['GetItem', 'PutItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbOrderStore(clients.documents, RESET_TABLE),
});

/** Settings of the last deployment, which the commands of operations read. */
export const deployed = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'SETTINGS#': ['PutItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbDeployedSettings(clients.documents, RESET_TABLE),
});

/** Checkpoints of the audit trail, which the table's stream publishes. */
export const checkpoints = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'CHECKPOINT#': ['GetItem', 'PutItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbCheckpointStore(clients.documents, RESET_TABLE),
});
