import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { ROOT } from './sources.ts';

/** Pages of the sidebar by the reader they are for: the page without its extension, and its short title. */
const SECTIONS: readonly { readonly title: string; readonly pages: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Start',
    pages: [
      ['introduction', 'What it is'],
      ['guides/quick-start', 'Five minutes'],
      ['architecture', 'Architecture'],
      ['reference/comparison', 'Comparison'],
      ['contents', 'All documents'],
    ],
  },
  {
    title: 'Front end',
    pages: [
      ['reference/api', 'The API'],
      ['reference/api-operations', 'Operations of the API'],
      ['guides/client', 'Typed client'],
      ['guides/embedding', 'Embedding'],
      ['examples/embedding-next', 'Example: Next.js'],
      ['guides/captcha', 'Captcha'],
      ['guides/languages', 'Languages'],
      ['guides/brand', 'Brand'],
      ['guides/laptop', 'Laptop cloud'],
    ],
  },
  {
    title: 'Build on it',
    pages: [
      ['guides/extending', 'Extending'],
      ['reference/events', 'Events'],
      ['examples/events-crm', 'Example: events'],
    ],
  },
  {
    title: 'DevOps',
    pages: [
      ['guides/first-deployment', 'First deployment'],
      ['guides/construct', 'In your CDK app'],
      ['reference/settings', 'Settings'],
      ['reference/commands', 'Commands'],
      ['guides/releases', 'Releases'],
      ['guides/pipelines', 'Pipelines'],
      ['examples/pipeline-github-actions', 'Example: GitHub Actions'],
      ['guides/existing-resources', 'Existing resources'],
      ['guides/recovery', 'Recovery and removal'],
      ['guides/runbook', 'Runbook'],
      ['reference/profiles', 'Profiles and prices'],
      ['reference/scale', 'Scale'],
    ],
  },
  {
    title: 'User directories',
    pages: [
      ['guides/directories', 'Overview'],
      ['guides/ldap-directory', 'LDAP, Active Directory'],
      ['guides/webhook-directory', 'Webhook'],
      ['examples/webhook-plain-node', 'Example: plain Node'],
      ['examples/webhook-express-postgresql', 'Example: PostgreSQL'],
    ],
  },
  {
    title: 'Coming from elsewhere',
    pages: [
      ['guides/coming-from-cognito', 'Amazon Cognito'],
      ['guides/coming-from-keycloak', 'Keycloak'],
      ['guides/coming-from-self-service-password', 'self-service-password'],
      ['guides/coming-from-your-own-forgot', 'A /forgot of your own'],
    ],
  },
  {
    title: 'Auditor',
    pages: [
      ['guides/audit-guide', 'Guide for auditors'],
      ['reference/audit-events', 'Audit events'],
      ['reference/ocsf', 'OCSF'],
      ['reference/guess-budget', 'Guess budget'],
      ['reference/enumeration', 'Enumeration'],
      ['reference/passwords', 'Passwords'],
      ['reference/privacy', 'Privacy'],
      ['reference/security', 'Security controls'],
      ['reference/requirements', 'Requirements'],
      ['reference/deploy-proof', 'Deploy proof'],
    ],
  },
  {
    title: 'Help desk',
    pages: [
      ['guides/help-desk', 'Ten calls'],
      ['guides/operations', 'Operations'],
      ['reference/mails', 'Mails'],
      ['reference/mail-events', 'Mail events'],
      ['reference/glossary', 'Glossary'],
    ],
  },
  {
    title: 'How it is built',
    pages: [
      ['reference/state-machine', 'State machine'],
      ['reference/benchmarks', 'Benchmarks'],
      ['reference/mutation', 'Mutation testing'],
      ['reference/accessibility', 'Accessibility'],
      ['adr/index', 'Decisions'],
    ],
  },
  {
    title: 'Project',
    pages: [
      ['project/contributing', 'Contributing'],
      ['guides/publishing', 'Publishing'],
      ['project/changelog', 'Changelog'],
      ['project/security-policy', 'Security policy'],
      ['project/code-of-conduct', 'Code of conduct'],
    ],
  },
];

/** Pages that the sections name. */
const named: ReadonlySet<string> = new Set(SECTIONS.flatMap(({ pages }) => pages.map(([page]) => `${page}.md`)));

/** Guides, references and examples that no section names, under their own headings. */
function others(documents: ReadonlyMap<string, string>): [string, string][] {
  const left = [...documents].filter(([page]) => /^(guides|reference|examples)\//.test(page) && !named.has(page));
  return left.map(([page, file]) => {
    const [, title = page] = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), 'utf8')) ?? [];
    return [page.slice(0, -'.md'.length), title.replaceAll('`', '')];
  });
}

/** @param documents documents by their pages */
export function sidebarOf(documents: ReadonlyMap<string, string>): DefaultTheme.SidebarItem[] {
  const more = others(documents);
  return [...SECTIONS, ...(more.length === 0 ? [] : [{ title: 'More', pages: more }])].map(({ title, pages }) => ({
    text: title,
    collapsed: false,
    items: pages.map(([page, text]) => ({ text, link: `/${page.replace(/(^|\/)index$/, '$1')}` })),
  }));
}

export const topBar: DefaultTheme.NavItem[] = [
  { text: 'Five minutes', link: '/guides/quick-start' },
  {
    text: 'Readers',
    items: [
      { text: 'Front end', link: '/reference/api' },
      { text: 'DevOps', link: '/guides/first-deployment' },
      { text: 'Auditor', link: '/guides/audit-guide' },
      { text: 'Help desk', link: '/guides/help-desk' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Settings', link: '/reference/settings' },
      { text: 'API', link: '/reference/api-operations' },
      { text: 'Audit events', link: '/reference/audit-events' },
      { text: 'Commands', link: '/reference/commands' },
    ],
  },
  { text: 'Decisions', link: '/adr/' },
];
