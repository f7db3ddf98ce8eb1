import type { InvocationResult } from '../../../local/lambda/invocation.ts';

/** What the process of all functions is told: to load one, or to run one on an event. */
export type ToHost =
  | {
      readonly kind: 'load';
      readonly stem: string;
      readonly environment: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'run'; readonly stem: string; readonly id: string; readonly payload: string };

/** What it says: that an event has its result, or a line of a function's log. */
export type FromHost =
  | { readonly kind: 'result'; readonly id: string; readonly result: InvocationResult }
  | { readonly kind: 'line'; readonly stem: string; readonly line: string };
