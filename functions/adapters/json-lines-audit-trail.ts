import { randomUUID } from 'node:crypto';
import { withDigest } from '../domain/audit-chain.ts';
import type { AuditContext } from '../domain/audit-event.ts';
import { factsOfDirectEvent, type DirectEvent } from '../domain/audit-facts.ts';
import type { PublishedEvent } from '../domain/published-event.ts';
import type { AuditLog, AuditTrail } from '../ports.ts';

/** One line of JSON an event. CloudWatch Logs takes what a function writes to its standard output. */
export class JsonLinesAuditTrail implements AuditTrail {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)) {
    this.#write = write;
  }

  publish(event: PublishedEvent): void {
    this.#write(JSON.stringify({ audit: event }));
  }
}

/** What a function tells by itself, in the words and the form of the trail. */
export class DirectAuditLog implements AuditLog {
  readonly #trail: AuditTrail;
  readonly #context: AuditContext;
  readonly #build: () => string;

  /** @param build names the code that runs */
  constructor(trail: AuditTrail, context: AuditContext, build: () => string) {
    this.#trail = trail;
    this.#context = context;
    this.#build = build;
  }

  record(event: DirectEvent): void {
    this.#trail.publish(withDigest(factsOfDirectEvent(event, this.#context, randomUUID()), this.#build()));
  }
}
