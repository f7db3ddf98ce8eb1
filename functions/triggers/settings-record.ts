import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { errorFacts } from '../runtime/error-facts.ts';
import type { Clock, DeployedSettingsStore, OrderStore } from '../ports.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { recordSettings } from '../use-cases/record-settings.ts';

/** Ports of {@link settingsRecord}. */
export interface SettingsRecordPorts {
  readonly clock: Clock;
  readonly orders: OrderStore;
  readonly deployed: DeployedSettingsStore;
  /** Reports the result to CloudFormation: an error rolls the deployment back. */
  readonly answer: (event: CloudFormationCustomResourceEvent, error?: string) => Promise<void>;
}

/** `Deployed` is absent where a deployment is rolled back to a version that did not say. */
const properties = z.object({ Settings: z.record(z.string(), z.string()), Deployed: z.optional(z.string()) });

const settingsIn = (value: unknown) => properties.parse(value).Settings;

/** Records the settings that a deployment changes. A change that cannot be recorded is not deployed. */
export const settingsRecord =
  ({ answer, deployed, ...ports }: SettingsRecordPorts, { logger }: Pick<Telemetry<never>, 'logger'>) =>
  async (event: CloudFormationCustomResourceEvent): Promise<void> => {
    try {
      if (event.RequestType !== 'Delete') {
        const { Settings: after, Deployed } = properties.parse(event.ResourceProperties);
        await recordSettings(ports, {
          changeId: event.RequestId,
          by: event.StackId,
          ...(event.RequestType === 'Update' && { before: settingsIn(event.OldResourceProperties) }),
          after,
        });
        await deployed.replace(Deployed);
      }
    } catch (error) {
      logger.error('the settings that changed could not be recorded', { error: errorFacts(error) });
      return answer(event, 'The settings that changed could not be recorded: see the log of settings-record.');
    }
    await answer(event);
  };
