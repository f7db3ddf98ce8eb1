import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { everyLanguage, isLanguage, type Language, languages } from '../../../functions/domain/languages.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import start from '../cloud/start.ts';
import stop from '../cloud/stop.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { fileOf, type GalleryPicture, galleryPage } from './gallery-page.ts';
import { type State, states as everyState } from './states.ts';
import { Visitor } from './visitor.ts';

/**
 * `npm run gallery [-- --states enter-code,done --screens small --languages en,ar]`: reaches every state of the pages,
 * and makes a page with its pictures on each screen, in each theme and language. Errors of a form end when the language
 * changes, so they are in English only.
 */
const FOLDER = fileURLToPath(new URL('screenshots/gallery/', import.meta.url));

const SCREENS = {
  narrow: { width: 320, height: 568 },
  small: { width: 375, height: 667 },
  desktop: { width: 1280, height: 800 },
} as const;

const THEMES = ['light', 'dark'] as const;

/** Number of the first user; each state has a user of its own. */
const FIRST_USER = 210;

const listed = (names: string | undefined) => names?.split(',').filter((name) => name !== '');

/** States of another captcha are in the pictures of captcha-modes.test.ts. */
const states = everyState.filter(({ captcha }) => captcha === undefined);

const { values } = parseArgs({
  options: { states: { type: 'string' }, screens: { type: 'string' }, languages: { type: 'string' } },
});
const tags = listed(values.languages) ?? [...everyLanguage];
const screens = listed(values.screens) ?? Object.keys(SCREENS);
const chosen = listed(values.states) ?? states.map(({ name }) => name);
for (const tag of tags)
  if (!isLanguage(tag)) throw new Error(`--languages: ${tag} is none of ${everyLanguage.join(', ')}`);
for (const screen of screens)
  if (!Object.hasOwn(SCREENS, screen))
    throw new Error(`--screens: ${screen} is none of ${Object.keys(SCREENS).join(', ')}`);
for (const name of chosen)
  if (!states.some((state) => state.name === name))
    throw new Error(`--states: ${name} is none of ${states.map((state) => state.name).join(', ')}`);

/** Milliseconds to wait for a language. A page that is offline gets none. */
const LANGUAGE_LIMIT = 5000;

/** Sets the language where the page offers a choice; a page that is loading has none. */
async function inLanguage({ page, chooseLanguage }: Visitor, tag: Language): Promise<boolean> {
  if ((await page.locator('#language').count()) === 0) return tag === 'en';
  await chooseLanguage(languages[tag].name);
  return page
    .locator(`html[lang="${tag}"]`)
    .waitFor({ timeout: LANGUAGE_LIMIT })
    .then(
      () => true,
      () => false,
    );
}

async function picturesOf(browser: Browser, deployment: Deployment, state: State): Promise<GalleryPicture[]> {
  const userId = state.nobody ? 'nobody' : `user-0${FIRST_USER + states.indexOf(state)}`;
  const person = await Visitor.arrive(browser, { site: deployment.endpoints.site, provoked: state.provoked });
  const scene = { person, deployment, userId };
  const pictures: GalleryPicture[] = [];
  try {
    await renewAllowances(deployment.endpoints, [userId]);
    await state.reach(scene);
    for (const language of everyLanguage.filter((tag) => tags.includes(tag))) {
      if (!(await inLanguage(person, language))) continue;
      for (const [screen, size] of Object.entries(SCREENS).filter(([name]) => screens.includes(name))) {
        await person.page.setViewportSize(size);
        for (const theme of THEMES) {
          await person.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          const picture = { state: state.name, screen, theme, language };
          await person.page.screenshot({ path: FOLDER + fileOf(picture), fullPage: true });
          pictures.push(picture);
        }
      }
    }
  } finally {
    await state.restore?.(scene);
    await person.leave();
  }
  return pictures;
}

mkdirSync(FOLDER, { recursive: true });
await start();
const browser = await launchBrowser();
try {
  const deployment = new Deployment();
  const pictures: GalleryPicture[] = [];
  for (const state of states.filter(({ name }) => chosen.includes(name))) {
    try {
      pictures.push(...(await picturesOf(browser, deployment, state)));
      console.log(state.name);
      writeFileSync(`${FOLDER}index.html`, galleryPage(pictures));
    } catch (error) {
      // The other states are worth looking at nevertheless.
      console.error(`${state.name} was not reached: ${String(error)}`);
      process.exitCode = 1;
    }
  }
  console.log(`Open ${FOLDER}index.html`);
} finally {
  await browser.close();
  await stop();
}
