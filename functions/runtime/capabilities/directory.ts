import { directory as stageDirectory } from '#directory';
import { capability } from '../capability.ts';
import { text } from '../variables.ts';

/**
 * The directory that the stage uses. `#directory` is its module in runtime/directories, so that a bundle carries no
 * other; the variables that belong to it are in runtime/directories/variables.ts.
 */
const variables = { DIRECTORY: text };

/** The user directory: one capability for each way of using it. */
export const directory = {
  /** Finds accounts, settles interrupted changes, and refuses a password whose change the owner reported (R30). */
  deliver: /* @__PURE__ */ capability({
    variables,
    rights: [
      { on: 'directory', use: 'lookup' },
      { on: 'directory', use: 'settle' },
      { on: 'directory', use: 'refuse' },
    ],
    adapter: (_environment, { clients }) => stageDirectory.lookup(clients),
  }),
  /** Changes a password. The completing step alone has it (R23). */
  change: /* @__PURE__ */ capability({
    variables,
    rights: [{ on: 'directory', use: 'change' }],
    adapter: (_environment, { clients }) => stageDirectory.change(clients),
  }),
};
