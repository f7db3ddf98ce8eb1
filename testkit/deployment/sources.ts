import { randomInt } from 'node:crypto';

/** Returns a loopback address that no other test uses, so that tests do not share a limit per source. */
export const ownSource = (): string => `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
