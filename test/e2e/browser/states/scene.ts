import type { CaptchaProvider } from '../../../../functions/operations/fields.ts';
import type { Deployment, Started } from '../../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../../testkit/deployment/http-call.ts';
import { ownSource } from '../../../../testkit/deployment/sources.ts';
import { StoredItems } from '../../../../testkit/deployment/stored-items.ts';
import { renewAllowances } from '../allowances.ts';
import type { Visitor } from '../visitor.ts';

/** Means to reach a state: a user of the pages, and the deployment behind them. */
export interface Scene {
  readonly person: Visitor;
  readonly deployment: Deployment;
  /** ID of a user that no other state uses, or that does not exist. */
  readonly userId: string;
}

/** A page in one state, reached through its real causes. The browser's clock lets time pass. */
export interface State {
  readonly name: string;
  /** Set if the state needs no account. */
  readonly nobody?: true;
  /** Statuses that the browser logs as errors on the way to the state. */
  readonly provoked?: readonly number[];
  /** Part of a warning that the browser logs in this state. */
  readonly warning?: string;
  /** The captcha that the state is about; captcha-modes.test.ts has a deployment with each. */
  readonly captcha?: `${CaptchaProvider} ${'box' | 'invisible'}`;
  readonly reach: (scene: Scene) => Promise<unknown>;
  /** Rules of axe that do not fit the state; each entry says why. */
  readonly accepted?: readonly string[];
  /** Undoes the state's changes outside the browser. */
  readonly restore?: (scene: Scene) => Promise<unknown>;
}

export const addressOf = (userId: string): string => `${userId}@example.com`;

/** Starts a request as the page does, from a separate address: the browser's address may start twenty an hour. */
export async function started({ deployment, userId }: Scene): Promise<Started> {
  await renewAllowances(deployment.endpoints, [userId]);
  return deployment.start(userId, { from: ownSource() });
}

export async function openRequest({ person }: Scene, request: Started): Promise<void> {
  await person.open(`/enter-code#${new URLSearchParams({ ...request }).toString()}`);
  await person.heading('Enter the code');
}

export async function enterCode(scene: Scene): Promise<Started> {
  const request = await started(scene);
  await openRequest(scene, request);
  return request;
}

export async function wrongCodeOf({ deployment, userId }: Scene, request: Started): Promise<string> {
  const otp = await deployment.otpOf(request, addressOf(userId));
  return otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10);
}

export async function newPassword(scene: Scene): Promise<void> {
  const request = await enterCode(scene);
  await scene.person.enterCode(await scene.deployment.otpOf(request, addressOf(scene.userId)));
  await scene.person.heading('Choose a new password');
}

export async function submitPassword({ person }: Scene, password: string): Promise<void> {
  await person.fill('New password', password);
  await person.fill('Confirm new password', password);
  await person.tick();
  await person.press('RESET PASSWORD');
}

export async function askForReset({ person, userId }: Scene): Promise<void> {
  await person.open('/forgot-password');
  await person.fill('User ID', userId);
  await person.tick();
  await person.press('RESET PASSWORD');
}

/** Lets minutes pass on a page whose clock was installed before it was opened. */
export const letPass = ({ person }: Scene, minutes: number) => person.page.clock.fastForward(minutes * 60_000);

const captchaTest = ({ deployment }: Scene, what: string, wanted: object) =>
  httpCall({
    method: 'POST',
    url: `${deployment.endpoints.recaptcha}/recaptcha/test/${what}`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(wanted),
  });

export const captchaMode = (scene: Scene, mode: string) => captchaTest(scene, 'mode', { mode });

/** Makes a captcha without a box want an act of the user. */
export const captchaInteractive = (scene: Scene, interactive: boolean) =>
  captchaTest(scene, 'interactive', { interactive });

export async function logIn({ person, userId }: Scene, password: string): Promise<void> {
  await person.open('/');
  await person.fill('User ID', userId);
  await person.fill('Password', password);
  await person.tick();
  await person.press('Log in');
}

export async function sendNewCode(scene: Scene): Promise<void> {
  const { person, deployment } = scene;
  await person.page.clock.install();
  const request = await enterCode(scene);
  await new StoredItems(deployment.endpoints.dynamodb).endCooldown(request);
  await letPass(scene, 2);
  await person.press('Send a new code');
}
