import { launchBrowser } from './browser/browser.ts';
const b = await launchBrowser();
const p = await b.newPage({ viewport: { width: 800, height: 1130 } });
await p.goto('file:///tmp/report.html');
await p.screenshot({ path: '/tmp/report.png', fullPage: true });
await p.emulateMedia({ media: 'print' });
const { writeFileSync } = await import('node:fs');
writeFileSync('/tmp/report.pdf', await p.pdf({ preferCSSPageSize: true, printBackground: true }));
await b.close();
