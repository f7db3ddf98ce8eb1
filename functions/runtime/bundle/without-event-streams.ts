/**
 * Replaces the SDK's `@smithy/core/event-streams` in the bundles. No call of ours is answered in parts, and the SDK's
 * `import()` of event streams would make esbuild bundle shared modules in a form that is slower to load:
 * docs/adr/0023-small-bundles.md.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('the bundles have no event streams');
  }
}

export const eventStreamSerdeProvider = (): EventStreamSerde => new EventStreamSerde();

/** Called by the constructor of S3's client. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
