import type { DirectoryName } from '../../functions/operations/fields.ts';

/**
 * What a stack deploys beside its template. `#deployable` is from-source.ts in the repository, and prebuilt.ts in the
 * npm package, which has no sources and no bundlers.
 */
export interface Deployable {
  /** Makes what a synth with this directory will ask for, while CDK loads. */
  prepare(directory: DirectoryName): Promise<void>;
  /**
   * Writes the bundle of a function into a file.
   *
   * @param entry its Lambda entry, relative to the root, such as `functions/verify-otp.ts`
   */
  writeFunction(entry: string, directory: DirectoryName, file: string): void;
  /** Writes the hosted pages, and the module that embeds them, into a folder. */
  writePages(folder: string): void;
}
