/** One event of a stack, as CloudFormation lists it. */
export interface StackEvent {
  /** Logical ID of the resource; the name of the stack for the stack itself. */
  readonly resource: string;
  readonly type: string;
  /** Such as `UPDATE_IN_PROGRESS`. */
  readonly status: string;
  readonly at: Date;
  readonly ofStack: boolean;
}

export interface Timing {
  readonly resource: string;
  readonly type: string;
  readonly kind: string;
  readonly seconds: number;
}

/** Resources that are named after a deployment. */
const NAMED = 10;

const STATUS = /^(CREATE|UPDATE|DELETE|IMPORT)_(IN_PROGRESS|COMPLETE)$/;

/** Whether a deployment began with this event. The clean-up at its end is a status of its own. */
export const beginsDeployment = ({ ofStack, status }: StackEvent): boolean =>
  ofStack && (status === 'CREATE_IN_PROGRESS' || status === 'UPDATE_IN_PROGRESS');

/**
 * Returns the resources that the last deployment waited for longest, the slowest first.
 *
 * @param events newest first, as CloudFormation lists them, with those of deployments before
 */
export function slowestResources(events: readonly StackEvent[]): Timing[] {
  const start = events.findIndex(beginsDeployment);
  const began = new Map<string, Date>();
  const timings: Timing[] = [];
  for (const { resource, type, status, at, ofStack } of events.slice(0, start + 1).toReversed()) {
    const [, kind = '', progress] = STATUS.exec(status) ?? [];
    if (ofStack || progress === undefined) continue;
    const key = `${kind} ${resource}`;
    const from = began.get(key);
    // A resource is in progress twice: when it begins, and when AWS has given it its physical ID.
    if (progress === 'IN_PROGRESS') began.set(key, from ?? at);
    else if (from !== undefined)
      timings.push({ resource, type, kind, seconds: (at.getTime() - from.getTime()) / 1000 });
  }
  return timings.toSorted((one, other) => other.seconds - one.seconds).slice(0, NAMED);
}

/** Lines for a person who asks why a deployment took so long. */
export const timingLines = (timings: readonly Timing[]): string[] =>
  timings.map(
    ({ seconds, kind, type, resource }) =>
      `${Math.round(seconds).toString().padStart(6)} s  ${kind.toLowerCase()}  ${type}  ${resource}`,
  );
