import type { Browser } from 'playwright-core';
import { type Cloud, startCloud } from '../../../local/cloud.ts';
import { freePortBase } from '../../../local/ports.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { sharedSynthesis } from '../cloud/shared-assembly.ts';
import { launchBrowser } from './browser.ts';
import { findingsOf } from './findings.ts';
import { states } from './states.ts';
import { Visitor } from './visitor.ts';

/** A reset by the pages with each captcha and mode: what users see of it, and what they do for it. */

interface Case {
  readonly captchaProvider: string;
  readonly captchaMode: 'box' | 'invisible';
  /** Boxes that a user sees, and ticks for each call. */
  readonly boxes: 0 | 1;
  /** Other origins that the pages call. */
  readonly thirdParty: boolean;
}

const CASES: readonly Case[] = [
  { captchaProvider: 'altcha', captchaMode: 'invisible', boxes: 0, thirdParty: false },
  { captchaProvider: 'hcaptcha', captchaMode: 'box', boxes: 1, thirdParty: true },
  { captchaProvider: 'hcaptcha', captchaMode: 'invisible', boxes: 0, thirdParty: true },
  { captchaProvider: 'recaptcha-v2', captchaMode: 'invisible', boxes: 0, thirdParty: true },
  { captchaProvider: 'recaptcha-v3', captchaMode: 'invisible', boxes: 0, thirdParty: true },
  { captchaProvider: 'turnstile', captchaMode: 'box', boxes: 1, thirdParty: true },
  { captchaProvider: 'turnstile', captchaMode: 'invisible', boxes: 0, thirdParty: true },
];

const USER = 'user-0001';

/** States in which a captcha is missing, and has to pass again. A proof of work is made by a page alone. */
const statesOf = (provider: string): readonly string[] =>
  provider === 'altcha' ? ['forgot-password-incomplete'] : ['forgot-password-incomplete', 'wrong-code'];
const PASSWORD = `three quiet lanterns ${Date.now().toString(36)}`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(CASES)('$captchaProvider, $captchaMode', ({ captchaProvider, captchaMode, boxes, thirdParty }) => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud({
      dataDir: `.local-test/captcha-${captchaProvider}-${captchaMode}`,
      portBase: await freePortBase(),
      fresh: true,
      users: 5,
      settings: { captchaProvider, captchaMode },
      synthesize: sharedSynthesis,
    });
  });
  afterAll(() => cloud?.stop());

  test(`a reset and a login take ${boxes} boxes a page, also after a wrong code`, async () => {
    const { site, api, recaptcha } = cloud.endpoints;
    const { mailbox } = new Deployment(cloud.endpoints);
    const person = await Visitor.arrive(browser, { site, provoked: [400] });
    const origins = new Set<string>();
    const tokens = new Set<string>();
    let calls = 0;
    person.page.on('request', (request) => {
      origins.add(new URL(request.url()).origin);
      const token: unknown = request.method() === 'POST' ? request.postDataJSON()?.captchaToken : undefined;
      if (typeof token !== 'string') return;
      calls += 1;
      tokens.add(token);
    });
    // Without a box some providers show a badge, in a frame too.
    const visible = () =>
      person.page
        .locator('#captcha iframe')
        .filter({ visible: true })
        .contentFrame()
        .getByRole('checkbox')
        .filter({ visible: true })
        .count();
    const passes = async () => {
      if (boxes === 1) await person.tick();
      expect(await visible()).toBe(boxes);
    };

    await person.open('/forgot-password');
    await person.fill('User ID', USER);
    await passes();
    await person.press('RESET PASSWORD');
    await person.heading('Enter the code');

    const otp = otpIn(await mailbox.waitFor(`${USER}@example.com`, await person.reference()));
    const wrong = otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10);
    const enter = async (code: string) => {
      await person.fill('Code from the email', code);
      if (boxes === 1) await person.tickToGoOn();
    };
    await enter(wrong);
    await person.sees('4 attempts left.');
    expect(await visible()).toBe(boxes);
    await enter(otp);
    await person.heading('Choose a new password');

    await person.fill('New password', PASSWORD);
    await person.fill('Confirm new password', PASSWORD);
    await passes();
    await person.press('RESET PASSWORD');
    await person.heading('Password changed');
    await person.follow('LOGIN');
    await person.fill('User ID', USER);
    await person.fill('Password', PASSWORD);
    await passes();
    await person.press('Log in');
    await person.sees(`You are logged in as ${USER}`);

    expect([calls, tokens.size]).toEqual([5, 5]);
    const own = [site, api].map((url) => new URL(url).origin);
    expect([...origins].filter((origin) => !own.includes(origin))).toEqual(thirdParty ? [recaptcha] : []);
    expect(person.complaints.all).toEqual([]);
    await person.leave();
  });

  const here = `${captchaProvider} ${captchaMode}`;
  const shown = states.filter(({ name, captcha }) => statesOf(captchaProvider).includes(name) || captcha === here);
  test.each(shown)('axe finds nothing in the state $name', async (state) => {
    const { site } = cloud.endpoints;
    const userId = state.nobody ? 'nobody' : `user-000${2 + shown.indexOf(state)}`;
    const person = await Visitor.arrive(browser, { site, provoked: state.provoked, box: boxes === 1 });
    const scene = { person, deployment: new Deployment(cloud.endpoints), userId };
    try {
      await state.reach(scene);
      const name = `${state.name}-${here.replace(' ', '-')}`;
      expect(await findingsOf(person, { ...state, name })).toEqual([]);
      expect(person.complaints.all).toEqual([]);
    } finally {
      await state.restore?.(scene);
      await person.leave();
    }
  });

  const wantsAnAct = shown.find(({ captcha }) => captcha === here);
  if (wantsAnAct !== undefined) {
    test('the box that is wanted after all has the focus, and the call goes on after it', async () => {
      const person = await Visitor.arrive(browser, { site: cloud.endpoints.site });
      const scene = { person, deployment: new Deployment(cloud.endpoints), userId: 'nobody' };
      try {
        await wantsAnAct.reach(scene);
        await person.page.waitForFunction(() => document.activeElement?.id === 'captcha');
        await person.tickToGoOn();
        await person.heading('Enter the code');
        expect(person.complaints.all).toEqual([]);
      } finally {
        await wantsAnAct.restore?.(scene);
        await person.leave();
      }
    });
  }
});
