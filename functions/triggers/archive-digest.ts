import type { MetricOf } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { signArchive, type SignArchivePorts } from '../use-cases/sign-archive.ts';

/** Signs what the archive took in. It fails where it could not, so that the alarm on its errors rings. */
export const archiveDigest =
  (ports: SignArchivePorts, { count }: Telemetry<MetricOf<'archive-digest'>>) =>
  async (): Promise<void> => {
    if ((await signArchive(ports)) !== undefined) count('signed');
  };
