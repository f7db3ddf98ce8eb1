import { existsSync } from 'node:fs';
import { type Browser, chromium, type ConsoleMessage, type Page } from 'playwright-core';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Options of Chromium: no traffic except that of the pages under test, and no sandbox, which containers lack. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
];

const launchAt = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ARGUMENTS, timeout: 60_000 });

async function launchPackaged(): Promise<Browser> {
  // The package reads the variable on import: it unpacks libraries that bare machines lack.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return launchAt(await packaged.executablePath());
}

/**
 * Starts a headless Chromium: the packaged one, or the system's. Throws an error with both causes if neither starts.
 */
export async function launchBrowser(): Promise<Browser> {
  const causes: unknown[] = [];
  try {
    return await launchPackaged();
  } catch (error) {
    causes.push(error);
  }
  if (!existsSync(DEBIAN_CHROMIUM)) {
    throw new AggregateError(
      causes,
      `The packaged Chromium does not start, and there is no ${DEBIAN_CHROMIUM}: ${String(causes[0])}`,
    );
  }
  try {
    return await launchAt(DEBIAN_CHROMIUM);
  } catch (error) {
    causes.push(error);
    throw new AggregateError(causes, `No Chromium starts: ${causes.map(String).join('\n')}`);
  }
}

/**
 * Errors and warnings of a page. The browser logs a refused request as an error, so a test names those that it
 * provokes.
 */
export class Complaints {
  readonly #complaints: string[] = [];

  /** `expected` are statuses of the API that the test provokes. */
  constructor(page: Page, expected: readonly number[] = []) {
    const provoked = (message: ConsoleMessage): boolean =>
      expected.some((status) => message.text().includes(`the server responded with a status of ${status}`));
    page.on('console', (message) => {
      const severe = message.type() === 'error' || message.type() === 'warning';
      if (severe && !provoked(message)) this.#complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#complaints.push(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => {
      const cause = request.failure()?.errorText ?? 'failed';
      // Requests that are under way when the user leaves a page are aborted.
      if (cause !== 'net::ERR_ABORTED') this.#complaints.push(`${request.method()} ${request.url()}: ${cause}`);
    });
  }

  get all(): readonly string[] {
    return this.#complaints;
  }
}
