import type { OperationId } from '../../functions/operations/index.ts';

/** What those who called the service know of it: each answer, and nothing from inside. */

export interface AcceptedStart {
  /** As audit events name the request: the digest of its resetId. */
  readonly request: string;
  readonly reference: string;
  /** Where its code is to be mailed; undefined where there is no such user. */
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
  /** Addresses whose user IDs were asked for, of users alone. */
  readonly reminded: string[] = [];
  /** What should not have been: a wrong answer, or none. */
  readonly errors: string[] = [];

  count(step: OperationId, status: number, problem?: string): number {
    return this.calls.filter(
      (call) => call.step === step && call.status === status && (problem === undefined || call.problem === problem),
    ).length;
  }
}
