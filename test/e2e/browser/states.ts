import { codeStates } from './states/code.ts';
import { failureStates } from './states/failures.ts';
import { loginStates } from './states/log-in.ts';
import { passwordStates } from './states/password.ts';
import { reportStates } from './states/report.ts';
import type { State } from './states/scene.ts';
import { startStates } from './states/start.ts';

export type { Scene, State } from './states/scene.ts';

/** Every state of the pages, in the order of the journey. */
export const states: readonly State[] = [
  ...loginStates,
  ...startStates,
  ...codeStates,
  ...passwordStates,
  ...reportStates,
  ...failureStates,
];
