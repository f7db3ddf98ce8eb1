import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeBus } from '../../adapters/event-bridge-bus.ts';
import { capability } from '../capability.ts';
import { AWS_CALLS } from '../clients.ts';
import { text } from '../variables.ts';

/** Sends events to the bus of the stage. */
export const eventBus = /* @__PURE__ */ capability({
  variables: { EVENT_BUS: text, EVENT_SOURCE: text },
  rights: [{ on: 'event-bus' }],
  adapter: ({ EVENT_BUS, EVENT_SOURCE }) =>
    new EventBridgeBus(new EventBridgeClient(AWS_CALLS), { bus: EVENT_BUS, source: EVENT_SOURCE }),
});
