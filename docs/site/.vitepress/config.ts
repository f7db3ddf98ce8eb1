import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { defineConfig } from 'vitepress';
import { diagrams } from '../diagrams.ts';
import { siteLinks } from '../links.ts';
import { sidebarOf, topBar } from '../navigation.ts';
import { pageOf, repositoryFiles, ROOT } from '../sources.ts';

/** Address of the repository, which links to code lead to. GitHub's workflows know it; elsewhere it may be given. */
const repository =
  env['DOCS_REPOSITORY'] ??
  (env['GITHUB_REPOSITORY'] === undefined ? undefined : `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}`);

const documents = new Map(
  repositoryFiles().flatMap((file) => {
    const page = pageOf(file);
    return page === undefined ? [] : [[page, file] as const];
  }),
);

/** The icon is in each page, because pages of every depth have the same head. */
const icon = readFileSync(join(ROOT, 'web/public/favicon.svg'), 'utf8');

/** Slugs of headings as GitHub makes them, so that a link with an anchor is right in both places. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');

export default defineConfig({
  title: 'Serverless Password Reset',
  description: 'Self-service “Forgot your User ID/Password?” by an e-mailed one-time password, on AWS.',
  lang: 'en',
  // Works below any path, and needs no setting for it.
  base: './',
  srcDir: `${ROOT}.cache/docs-site`,
  outDir: `${ROOT}dist/docs`,
  cacheDir: `${ROOT}.cache/vitepress`,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  markdown: {
    anchor: { slugify: slug },
    config(markdown) {
      siteLinks(markdown, documents, repository);
      diagrams(markdown);
    },
  },
  themeConfig: {
    logo: '/favicon.svg',
    siteTitle: 'Password Reset',
    nav: topBar,
    sidebar: sidebarOf(documents),
    outline: [2, 3],
    search: { provider: 'local' },
    ...(repository !== undefined && { socialLinks: [{ icon: 'github', link: repository, ariaLabel: 'Source code' }] }),
    footer: { message: 'MIT license. This site sets no cookie and calls no other site.' },
  },
});
