import { useEffect, useState } from 'preact/hooks';
import type { ResponseOf } from '../../functions/operations/index.ts';
import { useCall } from '../components/form.tsx';
import { FailureNotice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { useHost } from '../host.ts';
import { dayAndTime, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';

export function AccountScreen() {
  const { session, go } = usePages();
  const { tree } = useHost();
  const [who, setWho] = useState<ResponseOf<'who-am-i'>>();
  const whoAmI = useCall('who-am-i');
  const logOut = useCall('log-out');

  const end = (notice: 'login.sessionEnded' | 'login.loggedOut') => {
    session.sessionToken = undefined;
    if (notice === 'login.loggedOut') session.userId = undefined;
    go('/', { notice, replace: true });
  };
  const ask = async () => {
    const bearer = session.sessionToken;
    if (bearer === undefined) return end('login.sessionEnded');
    const answer = await whoAmI.send({ bearer });
    if (answer.ok) setWho(answer.body);
    else if (answer.failure.code === 'login-rejected') end('login.sessionEnded');
  };
  const leave = async () => {
    const bearer = session.sessionToken;
    if (bearer === undefined) return end('login.loggedOut');
    const answer = await logOut.send({ bearer });
    if (answer.ok || answer.failure.code === 'login-rejected') end('login.loggedOut');
  };
  const askAgain = () => {
    // The button that had the focus disappears.
    tree.querySelector('h1')?.focus();
    void ask();
  };
  useEffect(() => void ask(), []);

  return (
    <Page title={text('account.title')}>
      <FailureNotice failure={whoAmI.failure ?? logOut.failure} />
      <div role="status">
        {whoAmI.busy && <p class="quiet">{text('app.loading')}</p>}
        {who !== undefined && <p class="statement">{text('account.loggedInAs', { userId: who.userId })}</p>}
      </div>
      {who !== undefined && <p class="quiet">{text('account.until', { time: dayAndTime(new Date(who.expiresAt)) })}</p>}
      {whoAmI.failure !== undefined && (
        <button type="button" class="button" onClick={askAgain}>
          {text('app.retry')}
        </button>
      )}
      {who !== undefined && (
        <button type="button" class="button" aria-disabled={logOut.busy} onClick={() => void leave()}>
          {logOut.busy ? text('account.loggingOut') : text('account.logOut')}
        </button>
      )}
    </Page>
  );
}
