import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import start from '../cloud/start.ts';
import stop from '../cloud/stop.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { ADDRESSES, nextPassword, PASSWORDS, USER } from './demo-user.ts';
import { passwordOf } from './login-probe.ts';
import { Visitor } from './visitor.ts';

/** Makes the picture of the journey for the README, with its own cloud unless `ENDPOINTS` names one. */
const PICTURE = fileURLToPath(new URL('../../../docs/images/journey.png', import.meta.url));
const SCREEN = { width: 440, height: 960 };
const GAP = 20;

/** The four steps as a user sees them. */
async function screensOf(browser: Browser, deployment: Deployment): Promise<Buffer[]> {
  const password = nextPassword(await passwordOf(deployment, USER, PASSWORDS));
  const person = await Visitor.arrive(browser, { site: deployment.endpoints.site });
  await person.page.setViewportSize(SCREEN);
  const screens: Buffer[] = [];
  const keep = async () => {
    // Moves the mouse away, so that no button shows its hover style.
    await person.page.mouse.move(0, 0);
    screens.push(await person.page.screenshot());
  };

  await person.open('/forgot-password');
  await person.fill('User ID', USER);
  await person.tick();
  await keep();
  await person.press('RESET PASSWORD');
  await person.heading('Enter the code');
  const otp = otpIn(await deployment.mailbox.waitFor(ADDRESSES[0], await person.reference()));
  await person.fill('Code from the email', `${otp.slice(0, 4)} ${otp.slice(4)}`);
  await keep();
  await person.enterCode(otp);
  await person.heading('Choose a new password');
  await person.fill('New password', password);
  await person.fill('Confirm new password', password);
  await person.tick();
  await keep();
  await person.press('RESET PASSWORD');
  await person.heading('Password changed');
  await keep();
  await person.leave();
  return screens;
}

/** Places the screens side by side. */
async function draw(browser: Browser, screens: readonly Buffer[]): Promise<void> {
  const width = screens.length * (SCREEN.width + GAP) - GAP;
  const page = await browser.newPage({ viewport: { width, height: SCREEN.height } });
  const images = screens.map((screen) => `<img src="data:image/png;base64,${screen.toString('base64')}">`).join('');
  const style = `body { display: flex; gap: ${GAP}px; margin: 0 } img { border-radius: 24px }`;
  await page.setContent(`<style>${style}</style>${images}`, { waitUntil: 'load' });
  mkdirSync(dirname(PICTURE), { recursive: true });
  await page.screenshot({ path: PICTURE, omitBackground: true });
}

await start();
const browser = await launchBrowser();
try {
  const deployment = new Deployment();
  await renewAllowances(deployment.endpoints, [USER]);
  await draw(browser, await screensOf(browser, deployment));
  console.log(PICTURE);
} finally {
  await browser.close();
  await stop();
}
