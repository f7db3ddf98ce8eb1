/**
 * Paths of what was built before synth, by source: an entry such as `functions/verify-otp.ts`, or `web` for the
 * pages. `buildAhead` and the laptop cloud fill it; where it is empty, each is built when the stack asks for it.
 */
export const builtBefore = new Map<string, string>();
