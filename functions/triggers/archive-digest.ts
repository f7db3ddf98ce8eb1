import type { MetricOf } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { signArchive, type SignArchivePorts } from '../use-cases/sign-archive.ts';

/**
 * Signs the files that the archive received. It throws on failure, so that the alarm on the function's errors fires.
 */
export const archiveDigest =
  (ports: SignArchivePorts, { count }: Telemetry<MetricOf<'archive-digest'>>) =>
  async (): Promise<void> => {
    if ((await signArchive(ports)) !== undefined) count('signed');
  };
