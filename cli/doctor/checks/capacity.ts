import type { CheckedTemplate } from '../../../lib/limits/template.ts';
import { about, type Finding } from '../finding.ts';
import type { Check } from '../stage.ts';

const { ok, warning, stop } = about('capacity');

/** Executions that AWS keeps unreserved: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const KEPT_BY_AWS = 100;

/** Quota of new accounts is 10; below this, one surge of starts and their mails takes all of it. */
const FEW = 100;

const RAISE = 'ask for more: https://console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384';

/** Lambda's quota against what this stage reserves and keeps warm. */
export const capacity: Check = async ({ template, account }) => {
  const { reserved, warm, names } = wantedBy(template);
  const [{ total, unreserved }, now] = await Promise.all([
    account.capacity.quota(),
    account.capacity.reservedBy(names),
  ]);
  const free = unreserved + now - KEPT_BY_AWS;
  const findings: Finding[] = [];
  if (reserved > 0 && reserved > free)
    findings.push(
      stop(
        `the stage reserves ${reserved} executions, and the account has ${Math.max(0, free)} to reserve ` +
          `(quota ${total}; AWS keeps ${KEPT_BY_AWS})`,
        `lower reservedConcurrency, or ${RAISE}`,
      ),
    );
  else if (warm > unreserved + now)
    findings.push(
      stop(
        `the stage keeps ${warm} instances warm, and the account has ${unreserved + now} executions left`,
        `lower provisionedConcurrency, or ${RAISE}`,
      ),
    );
  else if (total < FEW)
    findings.push(warning(`Lambda runs at most ${total} functions at once in the whole account`, RAISE));
  if (findings.length > 0) return findings;
  return [ok(`${total} executions at once; this stage reserves ${reserved} and keeps ${warm} warm`)];
};

/** What a template reserves and keeps warm, in sum, and the names of its functions. */
function wantedBy({ Resources }: CheckedTemplate) {
  const all = Object.values(Resources).map(({ Type, Properties = {} }) => ({ Type, Properties }));
  const functions = all.filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const sum = (values: readonly unknown[]) => values.reduce<number>((so, value) => so + Number(value ?? 0), 0);
  const warm = all
    .filter(({ Type }) => Type === 'AWS::Lambda::Alias')
    .map(({ Properties }) => Properties['ProvisionedConcurrencyConfig'] as { ProvisionedConcurrentExecutions?: number })
    .map((config) => config?.ProvisionedConcurrentExecutions);
  return {
    reserved: sum(functions.map(({ Properties }) => Properties['ReservedConcurrentExecutions'])),
    warm: sum(warm),
    names: functions.flatMap(({ Properties: { FunctionName: name } }) => (typeof name === 'string' ? [name] : [])),
  };
}

/** The one role per account and region by which API Gateway writes its access logs. */
export const logRole: Check = async ({ settings, account, stack }) => {
  const findings = about('log role');
  const role = await account.gateway.logRole();
  const own = Object.values(stack?.resources ?? {}).some(({ id }) => role?.endsWith(`/${id}`) === true);
  if (settings.setApiGatewayLogRole) {
    if (role === undefined || own) return [findings.ok('is this stack’s own')];
    return [
      findings.warning(
        `the deployment replaces ${role}, by which other APIs may log`,
        'set setApiGatewayLogRole to false, if that role may write logs',
      ),
    ];
  }
  if (role !== undefined) return [findings.ok(role)];
  return [
    findings.stop('API Gateway has none, so it could not write the access log', 'set setApiGatewayLogRole to true'),
  ];
};
