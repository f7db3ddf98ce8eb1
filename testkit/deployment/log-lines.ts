import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every line of every log in a folder, those of gateway, functions and dead-letter queues alike: a look inside. */
export const logLines = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '');
