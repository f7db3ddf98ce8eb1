import { judgeSolution } from '../../../functions/domain/proof-of-work.ts';
import { CAPTCHA_ACTIONS, CAPTCHA_PROVIDERS } from '../../../functions/operations/fields.ts';
import { operationOf, operationsWith } from '../../../functions/operations/index.ts';
import { createChallenge } from '../../../functions/use-cases/create-challenge.ts';
import { CAPTCHA_MODES } from '../../../lib/settings/captcha-urls.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import { solve } from '../../../web/captcha-altcha.ts';
import { modeOf } from '../../../web/captcha-providers.ts';

const SECRET = 'the secret of the stack';
const clock = new FakeClock();
const rules = { challengeLifetime: 300, challengeTries: 4 };

test('a challenge is bound to its step and to the page that asked, and ends after its lifetime', async () => {
  const ports = { clock, challengeSecret: async () => SECRET };
  const challenge = await createChallenge(ports, rules, { action: 'log_in' }, { page: 'login.example.com' });
  const token = String(await solve(challenge, () => false));
  const after = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
  expect(judgeSolution(SECRET, token, after(298))).toMatchObject({
    kind: 'solved',
    binding: { action: 'log_in', hostname: 'login.example.com' },
  });
  expect(judgeSolution(SECRET, token, after(300))).toEqual({ kind: 'wrong', reason: 'expired' });
});

test('two challenges have nothing in common', async () => {
  const ports = { clock, challengeSecret: async () => SECRET };
  const make = () => createChallenge(ports, rules, { action: 'log_in' }, { page: 'login.example.com' });
  const [one, other] = await Promise.all([make(), make()]);
  for (const name of ['nonce', 'salt', 'keyPrefix', 'keySignature'] as const) {
    expect(one.parameters[name]).not.toBe(other.parameters[name]);
  }
  expect(one.signature).not.toBe(other.signature);
});

test('only a stage with this captcha makes challenges, for every step that has a captcha', () => {
  const makes = CAPTCHA_PROVIDERS.filter((name) => operationsWith('built-in', name).includes('create-challenge'));
  expect(makes).toEqual(['altcha']);
  const actions = operationsWith('built-in').map((id) => operationOf(id).captchaAction);
  expect(actions.filter((action) => action !== undefined).toSorted()).toEqual(CAPTCHA_ACTIONS.toSorted());
});

test('the settings and the pages know the same modes of each provider', () => {
  for (const provider of CAPTCHA_PROVIDERS) {
    const [first] = CAPTCHA_MODES[provider];
    expect([provider, modeOf(provider, undefined)]).toEqual([provider, first]);
    const known = (['box', 'invisible'] as const).filter((mode) => modeOf(provider, mode) === mode);
    expect([provider, known]).toEqual([provider, CAPTCHA_MODES[provider].toSorted()]);
  }
});
