import { readFileSync } from 'node:fs';
import { compile } from '../../../functions/mail/templates/compile.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../functions/mail/templates/${name}`, import.meta.url), 'utf8');

const body = (content: string): string =>
  `<mjml><mj-body><mj-section><mj-column>${content}</mj-column></mj-section></mj-body></mjml>`;

test('the compiled template is fresh (npm run build:mails)', () => {
  expect(compile(read('mail.mjml')) === read('mail.ts')).toBe(true);
});

test('each part becomes a function of its slots', () => {
  const module = compile(body('<mj-raw><!--part: name--><b>{{b}} {{a}} {{b}}</b><!--part: end--></mj-raw>'));
  expect(module).toContain(
    'export const name = (slot: {\n  readonly a: Html;\n  readonly b: Html;\n}): Html => html`<b>${slot.b} ${slot.a} ${slot.b}</b>`;\n',
  );
  expect(module).toContain('export const opening: Html = html`<!doctype html>');
  expect(module).toMatch(/export const end: Html = html`.*<\/html>`;\n$/);
});

test('special characters of a template literal are plain text', () => {
  expect(compile(body('<mj-raw><!--part: name-->`\\n ${x}</mj-raw>'))).toContain('html`\\`\\\\n \\${x}');
});

test('an error in the template is reported', () => {
  expect(() => compile('<mjml><mj-body><mj-text>')).toThrow('mail.mjml: ');
  expect(() => compile(body('<mj-raw colour="#000">x</mj-raw>'))).toThrow(
    'mail.mjml: unexpected-attributes: colour="#000"',
  );
  expect(() => compile(body('<mj-txt>x</mj-txt>'))).toThrow('mail.mjml: unknown element <mj-txt');
});

test('no slot is in a conditional comment, where escaping does not work', () => {
  expect(read('mail.ts').match(/<!--\[if[^\]]*mso[^\]]*\]>(?:(?!<!\[endif\])[^])*\$\{slot/g)).toBeNull();
});
