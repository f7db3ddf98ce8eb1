import { signArchive, type SignArchivePorts } from '../use-cases/sign-archive.ts';

/**
 * Signs the files that the archive received. It throws on failure, so that the alarm on the function's errors fires.
 */
export const archiveDigest = (ports: SignArchivePorts) => async (): Promise<void> => {
  await signArchive(ports);
};
