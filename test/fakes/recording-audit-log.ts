import type { AuditEventName, PublishedEvent } from '../../functions/domain/audit-event.ts';
import type { AuditLog } from '../../functions/ports.ts';

export class RecordingAuditLog implements AuditLog {
  readonly events: PublishedEvent[] = [];

  publish(event: PublishedEvent): void {
    this.events.push(event);
  }

  get names(): AuditEventName[] {
    return this.events.map(({ event }) => event);
  }
}
