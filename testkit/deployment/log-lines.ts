import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads every line of every log in a folder: those of the gateway, the functions and the dead-letter queues. */
export const logLines = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '');
