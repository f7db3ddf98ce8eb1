import { isLoginUrl } from '../functions/domain/login-url.ts';
import type { TabSession } from './session.ts';
import type { PageSettings } from './settings.ts';
import { userIdHint } from './user-id-hint.ts';

/** Returns the URL if LOGIN may lead to it, and otherwise `/`, the login page of the site. */
export function safeLoginUrl(loginUrl: string, site: string): string {
  if (!URL.canParse(loginUrl, site)) return '/';
  const { href } = new URL(loginUrl, site);
  return isLoginUrl(href) ? href : '/';
}

/**
 * Returns the login page of the application that sent the user here with `?returnTo=`. It has to be one of the
 * settings' `returnUrls`, so that no link leads from these pages to a stranger's.
 */
export const returnUrl = (
  { returnUrls }: Pick<PageSettings, 'returnUrls'>,
  { returnTo }: Pick<TabSession, 'returnTo'>,
): string | undefined => returnUrls.find((url) => url === returnTo);

/** Returns the login page outside these pages, if there is one. */
export const loginElsewhere = (
  settings: Pick<PageSettings, 'returnUrls' | 'loginUrl'>,
  session: Pick<TabSession, 'returnTo'>,
  site: string,
): string | undefined => {
  const url = returnUrl(settings, session) ?? settings.loginUrl;
  return url === undefined ? undefined : safeLoginUrl(url, site);
};

/**
 * Keeps what an application passed in the address for this tab: `login_hint`, the user ID, and `returnTo`, its own
 * login page. Returns the address without them: a user ID is not left in the history.
 */
export function takeHints(session: TabSession, address: string): string {
  const url = new URL(address);
  const hint = userIdHint(url.searchParams.get('login_hint'));
  const returnTo = url.searchParams.get('returnTo');
  if (hint !== undefined) session.userId = hint;
  if (returnTo !== null && isLoginUrl(returnTo)) session.returnTo = returnTo;
  url.searchParams.delete('login_hint');
  url.searchParams.delete('returnTo');
  return url.href;
}
