import { sealTrail, type SealTrailPorts, type SealTrailRules } from '../use-cases/seal-trail.ts';

/** Writes the checkpoints that are due. It throws on failure, so that the alarm on the function's errors fires. */
export const auditCheckpoint = (ports: SealTrailPorts, rules: SealTrailRules) => async (): Promise<void> => {
  await sealTrail(ports, rules);
};
