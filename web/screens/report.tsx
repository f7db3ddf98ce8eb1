import { useEffect, useState } from 'preact/hooks';
import { Form, useCall } from '../components/form.tsx';
import { Link } from '../components/link.tsx';
import { FailureNotice, Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { readReportToken } from '../link-fragments.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import type { TabSession } from '../session.ts';

/** Moves the token from the address into the storage of this tab, where a reload finds it. */
function takeToken(session: TabSession): string | undefined {
  const { hash, pathname } = window.location;
  if (hash !== '') {
    session.reportToken = readReportToken(hash);
    window.history.replaceState(window.history.state, '', pathname);
  }
  return session.reportToken;
}

function Sent() {
  return (
    <Page title={text('report.sentTitle')}>
      <p class="statement">{text('report.sent')}</p>
      <p class="quiet">{text('report.sentHint')}</p>
      <Link to="/forgot-password" class="button">
        {text('report.reset')}
      </Link>
    </Page>
  );
}

export function ReportScreen() {
  const { session } = usePages();
  const [token, setToken] = useState(() => takeToken(session));
  const [sent, setSent] = useState(false);
  const report = useCall('report-reset');

  useEffect(() => {
    const another = () => {
      setToken(takeToken(session));
      setSent(false);
    };
    window.addEventListener('hashchange', another);
    return () => window.removeEventListener('hashchange', another);
  }, []);

  const submit = async () => {
    if (token === undefined) return;
    const answer = await report.send({ body: { reportToken: token } });
    if (!answer.ok) return;
    session.reportToken = undefined;
    setSent(true);
  };

  if (sent) return <Sent key="sent" />;
  return (
    <Page key="form" title={text('report.title')}>
      <p class="lead">{text('report.lead')}</p>
      {token === undefined ? (
        <Notice tone="warning">{text('report.incomplete')}</Notice>
      ) : (
        <>
          <FailureNotice failure={report.failure}>
            {report.failure?.code === 'invalid-request' ? text('report.incomplete') : undefined}
          </FailureNotice>
          <p class="quiet">{text('report.nothingYet')}</p>
          <Form
            label={text('report.submit')}
            busyLabel={text('report.submitting')}
            busy={report.busy}
            onSubmit={submit}
          >
            {null}
          </Form>
        </>
      )}
      <p class="after">
        <Link to="/">{text('forgot.backToLogin')}</Link>
      </p>
    </Page>
  );
}
