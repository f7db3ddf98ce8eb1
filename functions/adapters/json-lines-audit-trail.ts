import { randomUUID } from 'node:crypto';
import { withDigest } from '../domain/audit-chain.ts';
import type { AuditContext } from '../domain/audit-event.ts';
import { factsOfDirectEvent, type DirectEvent } from '../domain/audit-facts.ts';
import type { PublishedEvent } from '../domain/published-event.ts';
import type { AuditLog, AuditTrail } from '../ports.ts';

/** Writes one line of JSON per event to standard output, which Lambda sends to CloudWatch Logs. */
export class JsonLinesAuditTrail implements AuditTrail {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)) {
    this.#write = write;
  }

  publish(event: PublishedEvent): void {
    this.#write(JSON.stringify({ audit: event }));
  }
}

/** Publishes events directly, in the same form as the audit consumer but without a MAC. */
export class DirectAuditLog implements AuditLog {
  readonly #trail: AuditTrail;
  readonly #context: AuditContext;
  readonly #build: () => string;

  /** @param build returns the version of the running code */
  constructor(trail: AuditTrail, context: AuditContext, build: () => string) {
    this.#trail = trail;
    this.#context = context;
    this.#build = build;
  }

  record(event: DirectEvent): void {
    this.#trail.publish(withDigest(factsOfDirectEvent(event, this.#context, randomUUID()), this.#build()));
  }
}
