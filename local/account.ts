/**
 * The region and account that everything on the laptop is in; the numbers are those that AWS keeps for documentation
 * and emulators.
 */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';
export const PARTITION = 'aws';

/** An Amazon Resource Name in the laptop's account. */
export function arn(service: string, resource: string): string {
  return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${resource}`;
}
