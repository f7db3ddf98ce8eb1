import * as z from 'zod';
import type { ConfigurationSets } from './emulators/ses-sending.ts';
import { EVENT_TYPES, type SesEventType } from './emulators/ses-events.ts';
import type { Template } from './template.ts';

const setSchema = z.object({
  Name: z.string(),
  SuppressionOptions: z
    .object({ SuppressedReasons: z.array(z.enum(['BOUNCE', 'COMPLAINT'])).default([]) })
    .default({ SuppressedReasons: [] }),
});
const destinationSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.coerce.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
  }),
});

/** The template's SES configuration sets, each with the events that it publishes to the event bus. */
export function configurationSetsOf(template: Template): ConfigurationSets {
  const destinations = template.read('AWS::SES::ConfigurationSetEventDestination', destinationSchema);
  const published = (name: string): SesEventType[] =>
    destinations
      .map(({ properties }) => properties)
      .filter(({ ConfigurationSetName, EventDestination: { Enabled, EventBridgeDestination } }) => {
        return ConfigurationSetName === name && Enabled && EventBridgeDestination !== undefined;
      })
      .flatMap(({ EventDestination }) => EventDestination.MatchingEventTypes.map((type) => type.toLowerCase()))
      .flatMap((type) => EVENT_TYPES.filter((known) => known.toLowerCase() === type));
  return new Map(
    template
      .read('AWS::SES::ConfigurationSet', setSchema)
      .map(({ properties: { Name, SuppressionOptions } }) => [
        Name,
        { suppressedReasons: SuppressionOptions.SuppressedReasons, publishedEvents: published(Name) },
      ]),
  );
}
