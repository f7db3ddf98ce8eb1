import { ownHostsOf } from '../../../lib/settings/domain-names.ts';
import type { RecordType } from '../account.ts';
import { about, type Finding } from '../finding.ts';
import type { Check, Stage } from '../stage.ts';

const { ok, warning, stop } = about('dns');

/** The hosted zone, and every record that others have to publish. */
export const dns: Check = async (stage) => [...(await zoneOf(stage)), ...(await recordsOf(stage))];

async function zoneOf({ settings, account }: Stage): Promise<Finding[]> {
  const { hostedZoneId: id, hostedZoneName: name } = settings;
  if (id === undefined || name === undefined) return [];
  const zone = await account.dns.zone(id);
  if (zone === undefined) return [stop(`the zone ${id} is not there`, 'aws route53 list-hosted-zones shows its ID')];
  if (zone.name !== name)
    return [stop(`the zone ${id} is ${zone.name}, not ${name}`, 'correct hostedZoneId or hostedZoneName')];
  const public_ = (await account.dns.resolve(name, 'NS')).map(plain);
  const own = zone.nameServers.map(plain);
  if (own.some((server) => public_.includes(server))) return [ok(`the zone ${name} answers for its domain`)];
  return [
    warning(
      `DNS asks ${public_.join(', ') || 'no server'} for ${name}, not this zone`,
      `set the zone's servers at your registrar: ${own.join(', ')}`,
    ),
  ];
}

/** An output `Dns…` is `name type value`. */
const RECORD = /^(\S+) (A|CNAME|MX|NS|TXT) (.+)$/;

async function recordsOf({ settings, account, stack, template }: Stage): Promise<Finding[]> {
  const outputs = Object.entries(stack?.outputs ?? {}).filter(([output]) => output.startsWith('Dns'));
  const wanted = Object.keys(template.Outputs ?? {}).filter((output) => output.startsWith('Dns')).length;
  if (wanted === 0) return ownHostsOf(settings).site === undefined ? [ok('you have no record to publish')] : [];
  if (outputs.length === 0)
    return [warning(`you will have ${wanted} records to publish`, 'publish the outputs Dns… after the deployment')];
  const findings: Finding[] = [];
  for (const [output, record] of outputs) {
    const [, name = '', type = 'CNAME', value = ''] = RECORD.exec(record) ?? [];
    const published = (await account.dns.resolve(name, type as RecordType)).map(plain);
    if (!published.includes(plain(value)))
      findings.push(warning(`${name} is ${published.join(', ') || 'not there'} (${output})`, `publish: ${record}`));
  }
  return findings.length > 0 ? findings : [ok(`all ${outputs.length} records of the outputs Dns… are published`)];
}

/** A name or text as it is compared: without quotes, a dot at the end, or capital letters. */
const plain = (value: string): string => value.replaceAll('"', '').replace(/\.$/, '').toLowerCase();
