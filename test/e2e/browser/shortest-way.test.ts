import type { Browser } from 'playwright-core';
import { type Cloud, startCloud } from '../../../local/cloud.ts';
import { freePortBase } from '../../../local/ports.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { sharedSynthesis } from '../cloud/shared-assembly.ts';
import { launchBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

const USER = 'user-0001';
const PASSWORD = 'nine lamps on a quiet pier';

/** Maximum numbers from the link on the login page to a new login, where the captcha has no box. */
const LIMITS = { taps: 5, screens: 5, boxes: 2 } as const;

let browser: Browser;
let cloud: Cloud | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => cloud?.stop());
afterAll(() => browser?.close());

/** Counts what a user taps and sees. */
class Counter {
  readonly #person: Visitor;
  readonly #box: boolean;
  taps = 0;
  screens = 0;
  boxes = 0;

  constructor(person: Visitor, box: boolean) {
    this.#person = person;
    this.#box = box;
  }

  async screen(heading: string): Promise<void> {
    await this.#person.heading(heading);
    this.screens += 1;
    if (this.#box && heading !== 'Password changed') {
      await this.#person.page.locator('#captcha iframe').contentFrame().getByRole('checkbox').waitFor();
    }
    this.boxes += await this.#person.page.locator('.captcha-box iframe').count();
  }

  async tap(act: () => Promise<void>): Promise<void> {
    this.taps += 1;
    await act();
  }

  box = async (act: () => Promise<void>) => (this.#box ? this.tap(act) : undefined);
}

test.each([
  ['recaptcha-v3', false],
  ['recaptcha-v2', true],
] as const)(
  'with %s a user taps, sees and solves little from the link to a new login',
  async (captchaProvider, box) => {
    cloud = await startCloud({
      dataDir: '.local-test/shortest-way',
      portBase: await freePortBase(),
      fresh: true,
      users: 1,
      settings: { captchaProvider },
      synthesize: sharedSynthesis,
    });
    const { site } = cloud.endpoints;
    const { mailbox } = new Deployment(cloud.endpoints);
    const person = await Visitor.arrive(browser, { site });
    await person.page.setViewportSize({ width: 375, height: 667 });
    const counter = new Counter(person, box);

    await person.open('/');
    await person.heading('Log in');
    await counter.tap(() => person.follow('Forgot your User ID/Password?'));
    await counter.screen('Reset your password');
    await person.page.keyboard.type(USER);
    await counter.box(() => person.tick());
    await counter.tap(() => person.press('RESET PASSWORD'));
    await counter.screen('Enter the code');
    const otp = otpIn(await mailbox.waitFor(`${USER}@example.com`, await person.reference()));
    await person.page.keyboard.type(otp);
    await counter.box(() => person.tickToGoOn());
    await counter.screen('Choose a new password');
    await person.page.keyboard.type(PASSWORD);
    await person.fill('Confirm new password', PASSWORD);
    await counter.box(() => person.tick());
    await counter.tap(() => person.press('RESET PASSWORD'));
    await counter.screen('Password changed');
    await counter.tap(() => person.follow('LOGIN'));
    await counter.screen('Log in');
    await person.page.keyboard.type(PASSWORD);
    await counter.box(() => person.tick());
    await counter.tap(() => person.press('Log in'));
    await person.sees(`You are logged in as ${USER}`);
    await person.leave();

    const { taps, screens, boxes } = counter;
    console.log(`${captchaProvider}: ${taps} taps, ${screens} screens, ${boxes} boxes`);
    const solved = box ? 4 : 0;
    expect(taps).toBeLessThanOrEqual(LIMITS.taps + solved);
    expect(screens).toBeLessThanOrEqual(LIMITS.screens);
    expect(boxes).toBeLessThanOrEqual(box ? solved : LIMITS.boxes);
  },
);
