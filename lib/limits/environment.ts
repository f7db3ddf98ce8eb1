/**
 * Maximum of a function's variables in bytes. Lambda takes 4 KB for all of them together, and measures their JSON:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAXIMUM_ENVIRONMENT = 4096;

/** File with the variables that do not fit, beside the function's code. */
export const LONG_VARIABLES_FILE = 'environment.json';

/** Variable that names that file: functions/runtime/environment.ts. */
const LONG_VARIABLES = { LONG_VARIABLES: LONG_VARIABLES_FILE };

/** Longest values of what CloudFormation knows in every stack, in any region and partition. */
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-northeast-1',
  'AWS::URLSuffix': 'amazonaws.com.cn',
};

/** A value that is known after the deployment: longer than the ARN of a secret with the longest name, 121 bytes. */
const KNOWN_WHEN_DEPLOYED = '?'.repeat(128);

/** Returns text as long as a value of a template can become. `Fn::Join` and references are all that ours have. */
export function longestOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value as string | number | boolean);
  const { Ref: reference, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join !== undefined) return join[1].map(longestOf).join(join[0]);
  return PSEUDO_PARAMETERS[reference ?? ''] ?? KNOWN_WHEN_DEPLOYED;
}

/** Returns the maximum size of variables in bytes, as Lambda measures them. */
export const environmentSize = (variables: Readonly<Record<string, unknown>>): number =>
  Buffer.byteLength(
    JSON.stringify(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, longestOf(value)]))),
  );

export interface SplitEnvironment {
  readonly inEnvironment: Readonly<Record<string, string>>;
  /** Content of that file. Empty where everything fits. */
  readonly inBundle: Readonly<Record<string, string>>;
}

/**
 * Moves the longest variables into the function's bundle, until the others fit into Lambda's environment. A value that
 * is known only after the deployment cannot move.
 *
 * @param resolve turns a value into what the template has for it
 */
export function splitEnvironment(
  variables: Readonly<Record<string, string>>,
  resolve: (value: string) => unknown,
): SplitEnvironment {
  const resolved = Object.entries(variables).map(([name, value]) => [name, value, resolve(value)] as const);
  const movable = resolved
    .filter(([, , template]) => typeof template === 'string')
    .toSorted(([, one], [, other]) => other.length - one.length);
  const moved = new Set<string>();
  const kept = () => resolved.filter(([name]) => !moved.has(name));
  const size = () =>
    environmentSize({
      ...(moved.size > 0 && LONG_VARIABLES),
      ...Object.fromEntries(kept().map(([name, , template]) => [name, template])),
    });
  while (size() > MAXIMUM_ENVIRONMENT) {
    const [longest] = movable.splice(0, 1);
    if (longest === undefined) break;
    moved.add(longest[0]);
  }
  return {
    inEnvironment: {
      ...(moved.size > 0 && LONG_VARIABLES),
      ...Object.fromEntries(kept().map(([name, value]) => [name, value])),
    },
    inBundle: Object.fromEntries(resolved.filter(([name]) => moved.has(name)).map(([name, value]) => [name, value])),
  };
}
