import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from './compile.ts';

const template = new URL('mail.mjml', import.meta.url);
const module = new URL('mail.ts', import.meta.url);

writeFileSync(module, compile(readFileSync(template, 'utf8')));
