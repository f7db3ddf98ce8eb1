import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inPackage, root } from '../../lib/build/root.ts';
import type { CheckedTemplate } from '../../lib/limits/template.ts';
import { checkSettings } from '../../lib/settings/check.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { settingsOfStage } from '../../lib/settings/stages/index.ts';
import { secretNames, stackNameOf } from '../../lib/stage-names.ts';
import { usageMessage } from '../wrong-usage.ts';
import { answerIfAny, isYes } from './answer.ts';
import { type Deploying, deployStage } from './deploy-stage.ts';
import { type DeployOptions, HELP, parseOptions, UsageError } from './options.ts';

/** @throws {@link UsageError} where it is not installed: the npm package needs it for nothing else */
function cdkCommand(): string {
  try {
    return createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  } catch (cause) {
    throw new UsageError('The CDK is not installed. Fix: npm install --save-dev aws-cdk', { cause });
  }
}

const run = (...args: string[]): boolean =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

/** The SDK takes seconds to load, so it is loaded where it is needed. */
async function accountOf({ region }: Settings) {
  const { awsAccount } = await import('../doctor/aws/aws-account.ts');
  return awsAccount(region);
}

function worldOf({ stage, canary }: DeployOptions, settings: Settings): Deploying {
  const { captcha } = secretNames(stage);
  const cdk = cdkCommand();
  return {
    cdk: (...args) => run(cdk, ...args, '--no-notices'),
    async doctor(templateFile) {
      const { diagnose } = await import('../doctor/diagnose.ts');
      const { reportOf, stops } = await import('../doctor/finding.ts');
      const template = () => Promise.resolve(JSON.parse(readFileSync(templateFile, 'utf8')) as CheckedTemplate);
      const findings = await diagnose({ settings, template }, await accountOf(settings));
      for (const line of reportOf(findings)) console.log(line);
      return !stops(findings);
    },
    async captchaIsFilled() {
      // A proof of work needs no key of a provider: docs/guides/captcha.md.
      if (settings.captchaProvider === 'altcha') return true;
      const { secrets } = await accountOf(settings);
      return (await secrets.find(captcha))?.filled === true;
    },
    async putCaptcha(secretKey) {
      const { secrets } = await accountOf(settings);
      await secrets.put(captcha, secretKey);
    },
    async tidyPages() {
      const [{ awsPages }, { tidyPages }] = await Promise.all([import('./aws-pages.ts'), import('./tidy-pages.ts')]);
      return tidyPages(await awsPages(stackNameOf(stage), settings.region), new Date());
    },
    async events() {
      const { eventsOfLastDeployment } = await import('./aws-timings.ts');
      return eventsOfLastDeployment(stackNameOf(stage), settings.region);
    },
    async isFirst() {
      const { stacks } = await accountOf(settings);
      return (await stacks.find(stackNameOf(stage)))?.updatedAt === undefined;
    },
    smoke: (endpoints) =>
      run(
        // `node` runs either: the repository has the source, and the package has what was compiled.
        inPackage ? 'bin/serverless-password-reset.js' : 'bin/smoke.ts',
        ...(inPackage ? ['smoke'] : []),
        ...Object.entries({ endpoints, stage, canary, region: settings.region }).flatMap(([name, value]) =>
          value === undefined ? [] : [`--${name}`, value],
        ),
      ),
    print: console.log,
    ask: isYes,
    async askSecret(question) {
      if (!process.stdin.isTTY) return undefined;
      return (await answerIfAny(`${question}: `, { secret: true })) || undefined;
    },
  };
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  if (!options.yes && !process.stdin.isTTY) {
    const context = Object.entries({ stage: options.stage, ...options.settings }).map(
      ([name, value]) => `-c ${name}=${value}`,
    );
    const diff = `npx cdk diff ${context.join(' ')}`;
    throw new UsageError(`There is no terminal to ask on. Check the changes with \`${diff}\`, then use --yes`);
  }
  const { stage, settings } = options;
  const checked = checkSettings(settingsOfStage(stage), settings);
  const folder = join(inPackage ? process.cwd() : root, 'cdk.out/deploy');
  return deployStage(worldOf(options, checked), options, folder);
}

process.exitCode = await main().catch((error: unknown) => {
  const message = usageMessage(error);
  if (message !== undefined) {
    console.error(message);
    return 2;
  }
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
