import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Form, useCall } from '../components/form.tsx';
import { Link, SupportContact } from '../components/link.tsx';
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

interface ReportProps {
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly busyLabel: string;
  /** Page after the report: what to do now. */
  readonly children: ComponentChildren;
}

/** Reports the mail that led here, when the button is pressed. */
function Report({ title, lead, label, busyLabel, children }: ReportProps) {
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

  if (sent) return children;
  return (
    <Page key="form" title={title}>
      <p class="statement">{lead}</p>
      {token === undefined ? (
        <Notice tone="warning">{text('report.incomplete')}</Notice>
      ) : (
        <>
          <FailureNotice failure={report.failure}>
            {report.failure?.code === 'invalid-request' ? text('report.incomplete') : undefined}
          </FailureNotice>
          <p class="quiet">{text('report.nothingYet')}</p>
          <Form label={label} busyLabel={busyLabel} busy={report.busy} onSubmit={submit}>
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

/** A code that its reader did not ask for. */
export function ReportScreen() {
  return (
    <Report
      title={text('report.title')}
      lead={text('report.lead')}
      label={text('report.submit')}
      busyLabel={text('report.submitting')}
    >
      <Page key="sent" title={text('report.sentTitle')}>
        <p class="statement">{text('report.sent')}</p>
        <h2>{text('report.now')}</h2>
        <ul class="to-do">
          <li>{text('report.usual')}</li>
          <li>{text('report.changed')}</li>
          <li>{text('report.again')}</li>
        </ul>
        <SupportContact />
        <Link to="/" class="button">
          {text('report.login')}
        </Link>
      </Page>
    </Report>
  );
}

/** A change of the password that its reader did not make. */
export function ReportChangeScreen() {
  return (
    <Report
      title={text('reportChange.title')}
      lead={text('reportChange.lead')}
      label={text('reportChange.submit')}
      busyLabel={text('reportChange.submitting')}
    >
      <Page key="sent" title={text('reportChange.sentTitle')}>
        <ol class="to-do">
          <li>{text('reportChange.mailbox')}</li>
          <li>{text('reportChange.reset')}</li>
          <li>{text('reportChange.support')}</li>
        </ol>
        <SupportContact />
        <Link to="/forgot-password" class="button">
          {text('reportChange.resetLink')}
        </Link>
        <p class="quiet">{text('reportChange.sent')}</p>
      </Page>
    </Report>
  );
}
