import { readFileSync } from 'node:fs';

/** Addresses of a deployment: URLs without a slash at the end. */
export interface Endpoints {
  readonly site: string;
  readonly api: string;
  /** Inbox of the mail emulator, with `/store` and the controls of its faults. */
  readonly inbox: string;
  /** List of sent mails of an AWS emulator, used instead of `inbox`. */
  readonly sesMessages?: string;
  readonly recaptcha: string;
  /** SES endpoint of a deployment that is not on AWS. */
  readonly ses?: string;
  readonly dynamodb: string;
  /** Stage whose tables are meant, where those of several are behind `dynamodb`. */
  readonly stage?: string;
  /** Secrets Manager of a deployment that is not on AWS. */
  readonly secretsManager?: string;
  /** Login page, if it is not one of the hosted pages. */
  readonly login?: string;
  /**
   * Probe of a directory other than the built-in one, which logs in for the tests:
   * local/emulators/directory-probe.ts.
   */
  readonly directory?: string;
  /** Folder with one `<function>.jsonl` per function. */
  readonly logs: string;
  /** Capabilities that this deployment lacks. Tests that need one are skipped, and a line says so. */
  readonly lacks?: readonly Capability[];
}

/** Capabilities that tests need beside the service itself. */
export const CAPABILITIES = {
  'exact-paths': 'a gateway that takes a path byte for byte',
  'log-in': 'the built-in directory, the only one with a login of this service',
  'listed-bucket': 'a bucket that says 404 to a CloudFront that may list it',
  'mail-faults': 'a mail service that rejects and throttles when asked to',
  'other-states': 'a directory with unverified and federated users',
  sessions: 'a directory with sessions that a new password ends',
  'several-addresses': 'a directory with several addresses per user',
  'table-delay': 'tables that can be slowed down',
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** Reads the file that the variable `ENDPOINTS` names; the laptop cloud writes it when it is ready. */
export function readEndpoints(): Endpoints {
  const file = process.env['ENDPOINTS'];
  if (file === undefined) throw new Error('ENDPOINTS has to name the endpoints.json of a running deployment');
  return JSON.parse(readFileSync(file, 'utf8')) as Endpoints;
}
