import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../lib/build/root.ts';

/** Licences (SPDX) that allow what the package does: to be copied, in a bundle, with their text beside it. */
const COMPATIBLE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0'];

/**
 * Returns the licences of the packages that bundles contain.
 *
 * @param inputs files that the bundles are made from, relative to the repository
 * @throws for a package without a licence, or with one that is not among the compatible ones
 */
export function licencesOf(inputs: Iterable<string>): string {
  const folders = new Set([...inputs].flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []));
  const packagesByText = Map.groupBy(folders, (folder) => textIn(join(root, folder)));
  const sections = [...packagesByText].map(
    ([text, sharing]) => `${sharing.map(nameOf).toSorted().join('\n')}\n\n${text.trim()}\n`,
  );
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return `Packages that the functions and pages contain, with their licences.\n${rule}${sections.toSorted().join(rule)}`;
}

/** Returns the name, version and licence of a package. */
function nameOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  if (license !== undefined && COMPATIBLE.includes(license)) return `${name} ${version} (${license})`;
  throw new Error(`${name} ${version}: the licence ${license} is not among ${COMPATIBLE.join(', ')}`);
}

/** Some packages name their licence and bring no text. */
function textIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined
    ? 'These packages bring no text of their licence.'
    : readFileSync(join(folder, file), 'utf8');
}
