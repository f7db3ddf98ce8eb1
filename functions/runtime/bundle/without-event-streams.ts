/**
 * Stands in the bundles for the SDK's `@smithy/core/event-streams`. No call of ours is answered in parts, and the `import()` behind which
 * the SDK keeps them would have the modules that they share with the rest bundled in a form that is slower to load:
 * docs/adr/0023-small-bundles.md.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('the bundles have no event streams');
  }
}

export const eventStreamSerdeProvider = (): EventStreamSerde => new EventStreamSerde();

/** S3's client calls it when it is made. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
