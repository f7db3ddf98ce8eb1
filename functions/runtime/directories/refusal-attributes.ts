/**
 * Attributes of a user of the built-in directory that refusing a reported password reads or writes. The functions that
 * refuse one have a right to these alone, so that they can set no password (R23).
 */
export const REFUSAL_ATTRIBUTES = ['changeId', 'refusedChangeId', 'sessionGeneration'] as const;
