import type { UserDirectory } from '../../ports.ts';
import type { Clients } from '../clients.ts';

/**
 * A kind of directory, which makes an adapter for each use from its variables. Each module of this folder exports one
 * as `directory`. An import of `#directory` gives that of the stage, and a bundle carries no other
 * (lib/build/bundle.ts).
 */
export interface StageDirectory {
  /** Finds accounts, finds out how an interrupted change ended, and refuses a reported password. */
  lookup(clients: Clients): UserDirectory;
  /** Changes a password, and finds out how an interrupted change ended. */
  change(clients: Clients): UserDirectory;
}
