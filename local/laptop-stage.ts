import { providerUrls } from '../lib/settings/captcha-urls.ts';
import { checkSettings } from '../lib/settings/check.ts';
import { type Settings, settingsSchema } from '../lib/settings/schema.ts';
import { laptop } from '../lib/settings/stages/laptop.ts';
import { type Assembly, loadAssembly } from './assembly.ts';
import { LOOPBACK } from './listen.ts';
import type { PortName } from './ports.ts';
import { type SynthOptions, synthesize } from './synth.ts';

/** Path of the API's stage. The pages need it before the template gives it. */
export const STAGE_PATH = '/v1';

/**
 * Refuses unknown names of settings: the app reads settings from its context and would ignore a misspelt one
 * silently.
 */
export function checkNames(settings: Readonly<Record<string, string>>): void {
  const known = Object.keys(settingsSchema.shape).filter((name) => name !== 'stage');
  const wrong = Object.keys(settings).filter((name) => !known.includes(name));
  if (wrong.length === 0) return;
  throw new Error(`--set ${wrong.join(', ')}: no such setting. There are: ${known.join(', ')}`);
}

export interface LaptopStageOptions {
  readonly dataDir: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** Settings that differ from the stage's own. */
  readonly settings: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  readonly step: (line: string) => void;
}

/**
 * Options of a synthesis of the stage `laptop`, with this cloud's addresses and the emulators' in place of AWS's and
 * the captcha's.
 */
export function laptopSynth({ dataDir, ports, settings, signal, step }: LaptopStageOptions): SynthOptions {
  const url = (port: number) => `http://${LOOPBACK}:${port}`;
  const captcha = providerUrls(checkSettings(laptop, settings));
  const emulator = (name: string, real: string | undefined) =>
    real === undefined ? {} : { [name]: `${url(ports.recaptcha)}${new URL(real).pathname}` };
  return {
    dataDir,
    signal,
    report: (line) => step(`  ${line}`),
    context: {
      siteUrl: url(ports.site),
      apiUrl: `${url(ports.api)}${STAGE_PATH}`,
      ...emulator('captchaScriptUrl', captcha.scriptUrl),
      ...emulator('captchaVerifyUrl', captcha.verifyUrl),
      ...settings,
      stage: 'laptop',
    },
  };
}

/** Synthesizes the stage `laptop`. */
export async function synthesizeLaptop(
  options: LaptopStageOptions,
): Promise<{ assembly: Assembly; checked: Settings }> {
  options.step('Synthesizing the stack, bundling its functions and building its pages …');
  const checked = checkSettings(laptop, options.settings);
  return { assembly: await loadAssembly(await synthesize(laptopSynth(options))), checked };
}
