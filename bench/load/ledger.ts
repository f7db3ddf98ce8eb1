import type { OperationId } from '../../functions/operations/index.ts';

/** The callers' view of the service: each answer, and nothing from inside. */

export interface AcceptedStart {
  /** Name of the request in audit events: the digest of its resetId. */
  readonly request: string;
  readonly reference: string;
  /** Address of the code's mail; undefined where there is no such user. */
  readonly address: string | undefined;
}

export interface Change {
  readonly request: string;
  readonly reference: string;
  readonly address: string;
  /** Whether the new password logged in afterwards. */
  readonly loggedIn: boolean;
}

export interface CallMade {
  readonly step: OperationId;
  /** Milliseconds. */
  readonly took: number;
  readonly status: number;
  /** `code` of a problem. */
  readonly problem: string | undefined;
}

export class Ledger {
  readonly calls: CallMade[] = [];
  readonly starts: AcceptedStart[] = [];
  readonly changes: Change[] = [];
  /** Addresses of users whose user IDs were asked for. */
  readonly reminded: string[] = [];
  /** Wrong or missing answers. */
  readonly errors: string[] = [];

  count(step: OperationId, status: number, problem?: string): number {
    return this.calls.filter(
      (call) => call.step === step && call.status === status && (problem === undefined || call.problem === problem),
    ).length;
  }
}
