import type { CaptchaProvider } from '../functions/operations/fields.ts';
import { type PageBrand, parseBrand } from './brand.ts';
import { isCaptchaProvider, modeOf } from './captcha-providers.ts';
import type { CaptchaMode } from './captcha-widget.ts';

/** Settings of the pages, read once from the stack's `config.json`. */
export interface PageSettings {
  /** URL with the stage path, or that path on the host of the pages, without a slash at the end. */
  readonly apiUrl: string;
  readonly captchaProvider: CaptchaProvider;
  readonly captchaMode: CaptchaMode;
  /** Both absent where the captcha has no provider. */
  readonly captchaSiteKey?: string;
  readonly captchaScriptUrl?: string;
  readonly productName: string;
  readonly passwordMinLength: number;
  readonly otpDigits: number;
  /** Maximum numbers of codes that an account gets. */
  readonly codesPerHour: number;
  readonly codesPerDay: number;
  /** Login page of the deployment, if it is not one of these pages. */
  readonly loginUrl?: string;
  /** Login pages that applications may ask for. */
  readonly returnUrls: readonly string[];
  readonly brand: PageBrand;
}

function provider(name: string): CaptchaProvider {
  if (isCaptchaProvider(name)) return name;
  throw new Error('config.json: captchaProvider is not a known provider');
}

function modeIn(captchaProvider: CaptchaProvider, mode: unknown): CaptchaMode {
  const known = typeof mode === 'string' || mode === undefined ? modeOf(captchaProvider, mode) : undefined;
  if (known !== undefined) return known;
  throw new Error(`config.json: captchaMode is not a mode of ${captchaProvider}`);
}

/** Checks the file; throws an error that names the missing setting. */
export function parseSettings(file: unknown): PageSettings {
  const entries = new Map(typeof file === 'object' && file !== null ? Object.entries(file) : []);
  const string = (name: string): string => {
    const value: unknown = entries.get(name);
    if (typeof value === 'string' && value !== '') return value;
    throw new Error(`config.json: ${name} is missing`);
  };
  const count = (name: string): number => {
    const value: unknown = entries.get(name);
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
    throw new Error(`config.json: ${name} is not a whole number above 0`);
  };
  const captchaProvider = provider(string('captchaProvider'));
  const urls = (name: string): string[] => {
    const value: unknown = entries.get(name) ?? [];
    if (Array.isArray(value) && value.every((url) => typeof url === 'string')) return value;
    throw new Error(`config.json: ${name} is not a list of URLs`);
  };
  return {
    apiUrl: string('apiUrl').replace(/\/+$/, ''),
    captchaProvider,
    captchaMode: modeIn(captchaProvider, entries.get('captchaMode')),
    ...(captchaProvider !== 'altcha' && {
      captchaSiteKey: string('captchaSiteKey'),
      captchaScriptUrl: string('captchaScriptUrl'),
    }),
    productName: string('productName'),
    passwordMinLength: count('passwordMinLength'),
    otpDigits: count('otpDigits'),
    codesPerHour: count('codesPerHour'),
    codesPerDay: count('codesPerDay'),
    returnUrls: urls('returnUrls'),
    brand: parseBrand(entries.get('brand')),
    ...(entries.has('loginUrl') && { loginUrl: string('loginUrl') }),
  };
}

export async function loadSettings(url: string): Promise<PageSettings> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`config.json: status ${response.status}`);
  return parseSettings(await response.json());
}
