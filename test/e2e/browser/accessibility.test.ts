import type { Browser } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { findingsOf } from './findings.ts';
import { type Scene, states as everyState } from './states.ts';
import { Visitor } from './visitor.ts';

/**
 * Number of the first user. Each state has its own user, so that no account runs out of codes; the last is user-0189.
 */
const FIRST_USER = 157;

const states = everyState.filter(({ captcha }) => captcha === undefined);
const withAccount = states.filter(({ nobody }) => nobody === undefined);
const cases = states.map((state) => ({
  ...state,
  userId: state.nobody ? 'nobody' : `user-0${FIRST_USER + withAccount.indexOf(state)}`,
}));

const deployment = new Deployment();
let browser: Browser;

const renew = () =>
  renewAllowances(
    deployment.endpoints,
    cases.map(({ userId }) => userId),
  );

beforeAll(async () => {
  await renew();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await renew();
});

test.each(cases)('$name: axe finds nothing, and the page does not scroll sideways', async (state) => {
  const person = await Visitor.arrive(browser, { site: deployment.endpoints.site, provoked: state.provoked });
  const scene: Scene = { person, deployment, userId: state.userId };
  try {
    await state.reach(scene);
    expect(await findingsOf(person, state)).toEqual([]);
    // The browser logs this error while it is offline.
    const expected = ['net::ERR_INTERNET_DISCONNECTED', ...(state.warning === undefined ? [] : [state.warning])];
    const unexpected = (complaint: string) => !expected.some((part) => complaint.includes(part));
    expect(person.complaints.all.filter(unexpected)).toEqual([]);
  } finally {
    await state.restore?.(scene);
    await person.leave();
  }
});
