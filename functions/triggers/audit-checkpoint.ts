import type { MetricOf } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { sealTrail, type SealTrailPorts, type SealTrailRules } from '../use-cases/seal-trail.ts';

/** Writes the checkpoints that are due. It throws on failure, so that the alarm on the function's errors fires. */
export const auditCheckpoint =
  (ports: SealTrailPorts, rules: SealTrailRules, { count }: Telemetry<MetricOf<'audit-checkpoint'>>) =>
  async (): Promise<void> => {
    if ((await sealTrail(ports, rules)) > 0) count('sealed');
  };
