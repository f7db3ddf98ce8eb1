import { html } from './html.ts';
import { mapping } from './mapping.ts';
import type { MonthlyFigures } from './month.ts';
import { administration, alerts, byDay, completeness, controls, howFar, incidents, summary } from './sections.ts';
import { style } from './style.ts';
import { commandLine } from '../../../lib/instructions.ts';

/** Returns the report of a month as one HTML file for a screen or A4 paper. It loads nothing and runs no script. */
export function monthlyReport(figures: MonthlyFigures): string {
  const { month, trail, start, end, madeAt } = figures;
  const isOver = madeAt >= end;
  const until = isOver ? end : madeAt;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Password resets in ${month}: audit report</title>
${style}
</head>
<body>
<main>
<h1>Password resets in ${month}</h1>
<p class="soft">Audit report of ${trail}${isOver ? '' : ', of a month that is not over'}</p>
<dl class="facts">
<dt>Period</dt><dd>${shortInstant(start)} to ${shortInstant(until)} UTC</dd>
<dt>Created</dt><dd>${shortInstant(madeAt)} UTC by <code>${commandLine('audit', `report --month ${month}`)}</code></dd>
</dl>
${alerts(figures)}
${summary(figures)}
<h2>Requests by step</h2>
${howFar(figures)}
<h2>Incidents</h2>
${incidents(figures)}
<h2>Completeness of the trail</h2>
${completeness(figures)}
<h2>Refusals by control</h2>
${controls(figures)}
<h2>Administrators</h2>
${administration(figures)}
<h2>Events by day</h2>
${byDay(figures)}
<h2>Requirements and evidence</h2>
${mapping(figures)}
</main>
</body>
</html>
`.text;
}

const shortInstant = (instant: Date): string => instant.toISOString().slice(0, 16).replace('T', ' ');
