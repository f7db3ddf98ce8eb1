import { readFileSync } from 'node:fs';
import { commentsIn, GROUPS } from '../../../docs/site/reference/settings.ts';
import { ROOT } from '../../../docs/site/sources.ts';
import { secretNames, tableNames } from '../../../lib/stage-names.ts';
import { commandsIn, guideText } from '../../../testkit/guide-code.ts';

const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

test('a setting’s text that names an output names the property of the construct beside it', () => {
  const texts = GROUPS.flatMap(({ file }) => [...commentsIn(read(`lib/settings/groups/${file}.ts`))]);
  const naming = texts.filter(([, text]) => /\boutputs? `/.test(text));
  expect(naming.map(([name]) => name).toSorted()).toEqual(['captchaSiteKey', 'hostedZoneId', 'ldapBindDn']);
  expect(naming.filter(([, text]) => !text.includes('of the construct'))).toEqual([]);
});

test('the guide has the property for every output of a stage’s stack', () => {
  const stack = read('lib/password-reset-stack.ts');
  const named = Array.from(stack.matchAll(/(?:#output\(|CfnOutput\(this, )\s*['`](\w+)/g), ([, name = '']) => name);
  const secrets = Array.from(
    read('lib/password-reset-props.ts').matchAll(/'(\w+SecretName)'/g),
    ([, name = '']) => name,
  );
  const [, after = ''] = guideText('construct.md').split('| output | property |');
  const [table = ''] = after.split('\n\n');
  const outputs = [...named, ...secrets];
  expect(outputs).toEqual(expect.arrayContaining(['SiteUrl', 'AuditLogGroups', 'Dns', 'LdapSecretName']));
  expect(outputs.filter((name) => !new RegExp(`\`${name}[\`…]`).test(table))).toEqual([]);
});

test('the guide’s commands delete every table and secret that a removed construct leaves', () => {
  const [commands = ''] = commandsIn('construct.md', 'Remove', 'test');
  const listed = (kind: string) => new RegExp(`for ${kind} in (.*); do`).exec(commands)?.[1]?.split(' ').toSorted();
  const lastPart = (prefix: string) => (name: string) => name.replace(prefix, '');
  expect(listed('table')).toEqual(Object.values(tableNames('X')).map(lastPart('password-reset-X-')).toSorted());
  expect(listed('secret')).toEqual(Object.values(secretNames('X')).map(lastPart('password-reset/X/')).toSorted());
});
