import { readFileSync } from 'node:fs';

/** Where a deployment listens; URLs without a slash at the end. */
export interface Endpoints {
  readonly site: string;
  readonly api: string;
  readonly inbox: string;
  readonly recaptcha: string;
  readonly dynamodb: string;
  /** Folder with a `<function>.jsonl` for each function. */
  readonly logs: string;
}

/** Reads the file that `ENDPOINTS` names; the laptop cloud writes it when it is ready. */
export function readEndpoints(): Endpoints {
  const file = process.env['ENDPOINTS'];
  if (file === undefined) throw new Error('ENDPOINTS has to name the endpoints.json of a running deployment');
  return JSON.parse(readFileSync(file, 'utf8')) as Endpoints;
}
