import {
  type AdministrationOrder,
  type AdministrationRecord,
  nextOrders,
} from '../../functions/domain/administration.ts';
import type { OrderStore } from '../../functions/ports.ts';

/** Orders in memory, with every write as the table's stream brings it. */
export class InMemoryOrderStore implements OrderStore {
  readonly writes: AdministrationRecord[] = [];

  async record(order: AdministrationOrder): Promise<void> {
    const next = nextOrders([order], this.writes.at(-1));
    if (next !== undefined) this.writes.push(next);
  }
}
