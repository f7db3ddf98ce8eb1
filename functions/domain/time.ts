/** Whole seconds since 1970, as DynamoDB's TTL wants them. */
export const epochSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

export const fromEpochSeconds = (seconds: number): Date => new Date(seconds * 1000);
