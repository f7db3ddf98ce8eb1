import type { PublishedEvent } from '../domain/audit-event.ts';
import type { AuditLog } from '../ports.ts';

/** One line of JSON an event. CloudWatch Logs takes what a function writes to its standard output. */
export class JsonLinesAuditLog implements AuditLog {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)) {
    this.#write = write;
  }

  publish(event: PublishedEvent): void {
    this.#write(JSON.stringify({ audit: event }));
  }
}
