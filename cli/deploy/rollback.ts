import type { Stack } from '../doctor/account.ts';
import { versionsOf } from './versions.ts';

/** Releases of a stage in an account, as far as a rollback needs them. Every method throws where AWS refuses. */
export interface Releasing {
  stack(): Promise<Stack | undefined>;
  /** IDs of the shifts that are running. */
  running(): Promise<readonly string[]>;
  /** Stops a shift, and moves its calls back. */
  stop(id: string): Promise<void>;
  /** Published versions of a function that are still there. */
  versions(functionName: string): Promise<readonly PublishedVersion[]>;
  /** Version that the alias `live` leads to; undefined where there is no alias. */
  live(functionName: string): Promise<string | undefined>;
  /** Leads all calls of the alias `live` to one version. */
  move(functionName: string, version: string): Promise<void>;
}

export interface PublishedVersion {
  /** Number as text. */
  readonly version: string;
  readonly publishedAt: Date;
}

/** A function whose calls go back. */
export interface Move {
  readonly functionName: string;
  readonly from: string;
  readonly to: string;
}

export type Plan =
  /** The release is still being shifted: stopping it takes everything back, the rest of the stack too. */
  | { readonly kind: 'stop'; readonly shifts: readonly string[] }
  | { readonly kind: 'move'; readonly moves: readonly Move[] }
  | { readonly kind: 'nothing'; readonly reason: string };

/**
 * Plans the way back from the last release: for each function that it changed, the version before. A function that
 * it did not change stays, because its version before belongs to an older release.
 */
export async function planRollback(releasing: Releasing): Promise<Plan> {
  const stack = await releasing.stack();
  if (stack === undefined) return { kind: 'nothing', reason: 'the stage is not deployed here' };
  const shifts = await releasing.running();
  if (shifts.length > 0) return { kind: 'stop', shifts };
  const released = versionsOf(stack);
  if (released.length === 0)
    return { kind: 'nothing', reason: 'the stage keeps no versions, because its releaseShifting is all-at-once' };
  const { updatedAt } = stack;
  if (updatedAt === undefined) return { kind: 'nothing', reason: 'there was only one deployment' };

  const moves: Move[] = [];
  for (const { functionName, version } of released) {
    const versions = await releasing.versions(functionName);
    const own = versions.find((one) => one.version === version);
    if (own === undefined || own.publishedAt < updatedAt) continue;
    const to = before(version, versions);
    const from = await releasing.live(functionName);
    if (to === undefined || from === undefined || from === to) continue;
    moves.push({ functionName, from, to });
  }
  if (moves.length > 0) return { kind: 'move', moves };
  return { kind: 'nothing', reason: 'the last deployment changed no function, or was rolled back already' };
}

/** Returns the highest number below that of a version. */
function before(version: string, versions: readonly PublishedVersion[]): string | undefined {
  const numbers = versions.map((one) => Number(one.version)).filter((number) => number < Number(version));
  return numbers.length === 0 ? undefined : String(Math.max(...numbers));
}

/** Carries a plan out. It goes on after a function that cannot be moved; returns the errors by function or shift. */
export async function carryOut(plan: Exclude<Plan, { kind: 'nothing' }>, releasing: Releasing) {
  const steps: readonly (readonly [string, () => Promise<void>])[] =
    plan.kind === 'stop'
      ? plan.shifts.map((id) => [id, () => releasing.stop(id)] as const)
      : plan.moves.map(({ functionName, to }) => [functionName, () => releasing.move(functionName, to)] as const);
  const failed: { readonly what: string; readonly error: unknown }[] = [];
  for (const [what, take] of steps) {
    try {
      await take();
    } catch (error) {
      failed.push({ what, error });
    }
  }
  return failed;
}
