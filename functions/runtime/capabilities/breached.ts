import { BreachedPasswordRange } from '../../adapters/breached-password-range.ts';
import type { BreachedPasswords } from '../../ports.ts';
import { capability } from '../capability.ts';
import { unless, url } from '../variables.ts';

const variables = { BREACHED_PASSWORDS_URL: unless('off', url) };

/** Asks a list of breached passwords (R14); undefined where the stage names none. */
export const breached = /* @__PURE__ */ capability({
  variables,
  rights: [],
  adapter: ({ BREACHED_PASSWORDS_URL: range }, { telemetry }): BreachedPasswords | undefined =>
    range === undefined
      ? undefined
      : new BreachedPasswordRange(range, () => telemetry.count('breach-check-unavailable')),
});
