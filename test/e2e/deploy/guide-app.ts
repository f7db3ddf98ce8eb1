import { ACCOUNT, REGION } from '../../../local/account.ts';
import { codeIn, guideText } from '../../../testkit/guide-code.ts';

/** What docs/guides/construct.md tells its reader to write, with the account and the region of the emulator. */

const GUIDE = 'construct.md';

/** Values of the guide and those in their place. */
type Replacements = Readonly<Record<string, string>>;

const HERE: Replacements = { '210987654321': ACCOUNT, 'eu-central-1': REGION };

/** Replaces each value. @throws if the text does not have it */
function adapted(text: string, replacements: Replacements): string {
  return Object.entries(replacements).reduce((changed, [value, other]) => {
    if (!changed.includes(value)) throw new Error(`${GUIDE} has no ${value} to replace:\n${text}`);
    return changed.replaceAll(value, other);
  }, text);
}

function block(language: string, word: string): string {
  const found = codeIn(GUIDE, language).find((code) => code.includes(word));
  if (found === undefined) throw new Error(`${GUIDE} has no ${language} with ${word}`);
  return found;
}

/** Number of resources that the guide says its example has. */
export const guideCount = (): number => Number(/The example\s+above has (\d+) resources/.exec(guideText(GUIDE))?.[1]);

/**
 * The app of the guide, the outputs that the guide adds after the first deployment, and one with the address of the
 * pages.
 */
export const guideApp = (replacements: Replacements = {}): string =>
  [
    "import { CfnOutput } from 'aws-cdk-lib';",
    adapted(block('ts', 'new App()'), { ...HERE, ...replacements }),
    block('ts', 'reset.dnsRecords'),
    "new CfnOutput(stack, 'SiteUrl', { value: reset.siteUrl });\n",
  ].join('\n');

/** The settings file of the guide for the package's commands. */
export const guideSettings = (replacements: Replacements = {}): string =>
  adapted(block('json', 'senderAddress'), { ...HERE, ...replacements });

/** Words of the guide's command of the package that begins like this, without `npx` and the package's name. */
export function guideCommand(beginning: string, replacements: Replacements = {}): readonly string[] {
  const line = new RegExp(`npx serverless-password-reset (${beginning}.*)`).exec(block('sh', beginning))?.[1] ?? '';
  return [...adapted(line, replacements).matchAll(/"([^"]*)"|(\S+)/g)].map(([word, quoted]) => quoted ?? word);
}
