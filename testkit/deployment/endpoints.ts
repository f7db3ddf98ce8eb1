import { readFileSync } from 'node:fs';

/** Where a deployment listens; URLs without a slash at the end. */
export interface Endpoints {
  readonly site: string;
  readonly api: string;
  /** The page of mails, with its `/store` and its faults. */
  readonly inbox: string;
  /** Where an emulator of AWS lists what SES sent, instead of `inbox`. */
  readonly sesMessages?: string;
  readonly recaptcha: string;
  /** Where SES is, for those who operate a deployment that is not on AWS. */
  readonly ses?: string;
  readonly dynamodb: string;
  /** Where LOGIN leads, if not to the pages. */
  readonly login?: string;
  /** Stands for a directory other than the built-in one, and logs in to it for the tests: local/emulators/directory-probe.ts. */
  readonly directory?: string;
  /** Folder with a `<function>.jsonl` for each function. */
  readonly logs: string;
  /** What this deployment cannot do for the tests; those that need it are skipped, and a line says so. */
  readonly lacks?: readonly Capability[];
}

/** What tests need of a deployment beside the service itself. */
export const CAPABILITIES = {
  'exact-paths': 'a gateway that takes a path byte for byte',
  'log-in': 'the built-in directory, which alone has a login of this service',
  'mail-beyond-ascii': 'a mail service that takes letters beyond ASCII before the @, which SES itself does not',
  'mail-faults': 'a mail service that rejects and throttles when asked to',
  'other-states': 'a directory with users who are unverified, or log in elsewhere',
  sessions: 'a directory that has sessions, which a new password ends',
  'several-addresses': 'a directory that knows several addresses of a user',
  'table-delay': 'tables that can be slowed',
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** Reads the file that `ENDPOINTS` names; the laptop cloud writes it when it is ready. */
export function readEndpoints(): Endpoints {
  const file = process.env['ENDPOINTS'];
  if (file === undefined) throw new Error('ENDPOINTS has to name the endpoints.json of a running deployment');
  return JSON.parse(readFileSync(file, 'utf8')) as Endpoints;
}
