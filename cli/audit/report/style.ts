import { Html } from './html.ts';

/** Styles for A4 with page numbers. Black and one hue remain distinguishable in grey. */
export const style = new Html(`<style>
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #555; } }
:root { color-scheme: light; --ink: #1c2430; --soft: #55606f; --line: #d5dae1; --blue: #1f5fa8; --pale: #9cc3ee; --bad: #a11a1a; --good: #1d6b35; }
* { box-sizing: border-box; }
body { font: 10pt/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: #fff; max-width: 190mm; margin: 0 auto; padding: 12mm 10mm; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 1mm; }
h2 { font-size: 13pt; margin: 9mm 0 2mm; padding-bottom: 1mm; border-bottom: 1px solid var(--line); break-after: avoid; }
h3 { font-size: 10.5pt; margin: 5mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; max-width: 165mm; }
.soft { color: var(--soft); }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .6mm 5mm; margin: 3mm 0; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 3mm; margin: 4mm 0; padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: 2mm; padding: 2.5mm 3mm; break-inside: avoid; }
.tiles strong { display: block; font-size: 17pt; line-height: 1.2; }
.tiles span { color: var(--soft); font-size: 8.5pt; }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 4mm; font-size: 8.5pt; }
caption { text-align: left; font-weight: 600; padding: 1mm 0; break-after: avoid; }
th, td { padding: 1mm 2.5mm 1mm 0; border-bottom: 1px solid var(--line); vertical-align: top; text-align: left; overflow-wrap: break-word; }
thead { display: table-header-group; }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 500; }
tr { break-inside: avoid; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bad { color: var(--bad); font-weight: 600; white-space: nowrap; }
.good { color: var(--good); white-space: nowrap; }
tbody th code { white-space: nowrap; }
.requirements { table-layout: fixed; }
.requirements th:nth-child(1) { width: 14%; }
.requirements th:nth-child(2) { width: 18%; }
.requirements th:nth-child(3) { width: 18%; }
.requirements th:nth-child(4) { width: 25%; }
.hits td, .hits th { font-size: 7.5pt; }
.hits code { font-size: 7pt; }
code { font: 8pt ui-monospace, "Cascadia Mono", Consolas, monospace; overflow-wrap: anywhere; }
ul.evidence { margin: 0; padding: 0; list-style: none; }
.scroll { overflow-x: auto; }
.alert { border-left: 1mm solid var(--bad); padding: 1mm 3mm; background: #fbeeee; color: var(--bad); font-weight: 600; }
figure { overflow-x: auto; margin: 2mm 0 3mm; break-inside: avoid; }
.chart { width: 100%; height: auto; font: 11px system-ui, sans-serif; }
.chart text { fill: var(--ink); }
.chart .note, .chart .tick { fill: var(--soft); }
.chart .value { font-weight: 600; }
.chart .grid { stroke: var(--line); }
.bar, .series-1 { fill: var(--blue); }
.series-2 { fill: var(--pale); stroke: var(--blue); stroke-width: .6; }
@media screen and (max-width: 640px) {
  body { padding: 4mm 4mm 10mm; }
  h1 { font-size: 16pt; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: 2mm; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .chart { min-width: 560px; }
  .funnel { display: none; }
  .plain thead th { white-space: normal; }
  .requirements, .requirements tbody, .requirements tr, .requirements th, .requirements td { display: block; width: auto; }
  .requirements caption { display: block; }
  .requirements thead { display: none; }
  .requirements tbody th:nth-child(1), .requirements td { width: auto; }
  .requirements tr { border-bottom: 1px solid var(--line); padding: 2mm 0; }
  .requirements tbody th, .requirements td { border: 0; padding: .5mm 0; }
  .requirements td::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media print { .scroll, figure { overflow-x: visible; } body { padding: 0; max-width: none; } a { color: inherit; text-decoration: none; } }
</style>`);
