import { readFileSync } from 'node:fs';
import * as z from 'zod';

const url = z.url().regex(/[^/]$/, 'must have no slash at the end');

const schema = z.object({
  site: url,
  api: url,
  /** Inbox of the canary account: `GET {inbox}/store` lists its mails. */
  inbox: url.optional(),
  /** Source of captcha tokens that the deployment accepts: `POST {recaptcha}/recaptcha/test/token`. */
  recaptcha: url.optional(),
  /** The account whose password the journey changes. */
  canary: z.object({ userId: z.string().min(1), address: z.email() }).optional(),
});

/** Addresses of a deployment; `site` and `api` are enough for the checks without a driver. */
export type SmokeEndpoints = z.output<typeof schema>;

/** @throws an error that names each wrong field and the reason */
export function parseEndpoints(value: unknown, from: string): SmokeEndpoints {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`);
  throw new Error(`${from}:\n${wrong.join('\n')}`);
}

/** @throws an error that names the file, or each wrong field and the reason */
export function readSmokeEndpoints(file: string): SmokeEndpoints {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'}`, { cause: error });
  }
  return parseEndpoints(value, file);
}
