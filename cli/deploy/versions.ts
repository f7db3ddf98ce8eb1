import type { Stack } from '../doctor/account.ts';

/** A version of a function that the stack has released. */
export interface Released {
  readonly functionName: string;
  /** Number of the version, as text. */
  readonly version: string;
}

/** ARN of a version, which is its physical ID: `…:function:NAME:NUMBER`. */
const VERSION = /:function:([^:]+):(\d+)$/;

/** Returns the version of each function that the template of the last deployment names. */
export const versionsOf = (stack: Pick<Stack, 'resources'> | undefined): Released[] =>
  Object.values(stack?.resources ?? {}).flatMap(({ type, id }) => {
    const [, functionName, version] = VERSION.exec(type === 'AWS::Lambda::Version' ? id : '') ?? [];
    return functionName === undefined || version === undefined ? [] : [{ functionName, version }];
  });
