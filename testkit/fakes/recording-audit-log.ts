import { withDigest } from '../../functions/domain/audit-chain.ts';
import type { AuditEventName } from '../../functions/domain/audit-event.ts';
import { factsOfDirectEvent, type DirectEvent } from '../../functions/domain/audit-facts.ts';
import type { PublishedEvent } from '../../functions/domain/published-event.ts';
import type { AuditLog, AuditTrail } from '../../functions/ports.ts';

/** Keeps every event that was recorded or published, as an auditor reads it. */
export class RecordingAuditLog implements AuditLog, AuditTrail {
  readonly events: PublishedEvent[] = [];

  record(event: DirectEvent): void {
    const context = { policy: 'digits8-min15-5x3x10', directory: 'in-memory' };
    this.publish(withDigest(factsOfDirectEvent(event, context, `told-${this.events.length}`), 'build'));
  }

  publish(event: PublishedEvent): void {
    this.events.push(event);
  }

  get names(): AuditEventName[] {
    return this.events.map(({ event }) => event);
  }
}
