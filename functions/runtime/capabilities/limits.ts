import { DynamoDbAddressLimiter } from '../../adapters/dynamodb/address-limiter.ts';
import { DynamoDbBudgetStore } from '../../adapters/dynamodb/budget-store.ts';
import { DynamoDbLoginAttemptStore } from '../../adapters/dynamodb/login-attempt-store.ts';
import { DynamoDbMailAllowance } from '../../adapters/dynamodb/mail-allowance.ts';
import { DynamoDbNetworkAllowances } from '../../adapters/dynamodb/network-allowances.ts';
import { DynamoDbSourceLimiter } from '../../adapters/dynamodb/source-limiter.ts';
import { clock } from '../clients.ts';
import { capability } from '../capability.ts';
import { integer, networkAllowances } from '../variables.ts';
import { resetTable } from './resets.ts';

/** Counts calls by source address (R10), with the allowances of networks. */
export const limiter = /* @__PURE__ */ capability({
  variables: { ...resetTable, NETWORK_ALLOWANCES: networkAllowances },
  rights: [{ on: 'resets', items: { 'LIMIT#': ['UpdateItem'], 'NETWORK#': ['GetItem'] } }],
  adapter: ({ RESET_TABLE, NETWORK_ALLOWANCES }, { clients }) =>
    new DynamoDbSourceLimiter(clients.documents, RESET_TABLE, clock, {
      fixed: NETWORK_ALLOWANCES,
      ordered: new DynamoDbNetworkAllowances(clients.documents, RESET_TABLE, clock),
    }),
});

/** Failed logins by account and by known device (R26). */
export const loginAttempts = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'LOGIN#': ['GetItem', 'PutItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbLoginAttemptStore(clients.documents, RESET_TABLE),
});

/** Codes and guesses by account (R6). */
export const budgets = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'BUDGET#': ['GetItem', 'PutItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbBudgetStore(clients.documents, RESET_TABLE),
});

/** Mails to one address in an hour (R27). */
export const addresses = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'LIMIT#address#': ['UpdateItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbAddressLimiter(clients.documents, RESET_TABLE, clock),
});

/** Mails of the whole service in a day (R25). */
export const allowance = /* @__PURE__ */ capability({
  variables: { ...resetTable, MAILS_PER_DAY: integer(1, 10_000_000) },
  rights: [{ on: 'resets', items: { 'LIMIT#mails#': ['UpdateItem'] } }],
  adapter: ({ RESET_TABLE, MAILS_PER_DAY }, { clients, telemetry: { count, logger } }) =>
    new DynamoDbMailAllowance({
      client: clients.documents,
      table: RESET_TABLE,
      clock,
      mailsPerDay: MAILS_PER_DAY,
      onRefusal: () => {
        count('mail-ceiling');
        logger.warn('the service has sent all mails that it may send today');
      },
    }),
});
