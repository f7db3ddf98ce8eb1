import { runCloudUntilStopped } from '../../../testkit/cloud-until-stopped.ts';
import { sharedSynthesis } from './shared-assembly.ts';

/** Runs a cloud with an assembly that the clouds of the tests share. */
await runCloudUntilStopped({ synthesize: sharedSynthesis });
