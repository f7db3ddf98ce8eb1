import { DynamoDbBudgetStore } from '../../adapters/dynamodb/budget-store.ts';
import { DynamoDbMailAllowance } from '../../adapters/dynamodb/mail-allowance.ts';
import { DynamoDbSourceLimiter } from '../../adapters/dynamodb/source-limiter.ts';
import { clock } from '../clients.ts';
import { capability } from '../capability.ts';
import { integer } from '../variables.ts';
import { resetTable } from './resets.ts';

/** Counts calls by source address (R10). */
export const limiter = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'LIMIT#': ['UpdateItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbSourceLimiter(clients.documents, RESET_TABLE, clock),
});

/** Codes and guesses by account (R6). */
export const budgets = /* @__PURE__ */ capability({
  variables: resetTable,
  rights: [{ on: 'resets', items: { 'BUDGET#': ['GetItem', 'PutItem'] } }],
  adapter: ({ RESET_TABLE }, { clients }) => new DynamoDbBudgetStore(clients.documents, RESET_TABLE),
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
