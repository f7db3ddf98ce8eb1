import { randomInt } from 'node:crypto';

/** A loopback address that no other test speaks from, so that limits per source do not meet. */
export const ownSource = (): string => `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
