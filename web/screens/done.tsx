import { Page } from '../components/page.tsx';
import { useStep } from '../components/step.tsx';
import { useHost } from '../host.ts';
import { returnUrl } from '../login-page.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';

export function DoneScreen() {
  const { session, settings } = usePages();
  const { login } = useHost();
  const [progress] = useStep('done');
  if (progress === undefined) return null;
  const back = returnUrl(settings, session);
  const leave = (event: MouseEvent) => {
    session.progress = undefined;
    session.returnTo = undefined;
    // The page that is opened does not need it any more.
    if (login !== undefined) session.userId = session.givenUserId = undefined;
    login?.follow(event);
  };
  return (
    <Page title={text('done.title')} step={4}>
      <svg class="success-mark" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true" focusable="false">
        <circle cx="24" cy="24" r="22" />
        <path d="M15 24.5l6.5 6.5L33.5 18" />
      </svg>
      <p class="statement">{text('done.lead')}</p>
      <p class="quiet">{text('done.notYou')}</p>
      <a href={login?.href ?? back ?? progress.loginUrl} class="button" onClick={leave}>
        {text('done.login')}
      </a>
    </Page>
  );
}
