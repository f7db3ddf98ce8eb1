import { bundlesWith } from '../../testkit/bundles.ts';
import { DIRECTORIES, type DirectoryName } from '../../functions/operations/fields.ts';
import {
  auxiliaryFunctions,
  backgroundFunctions,
  type FunctionName,
  operations,
  operationsWith,
} from '../../functions/operations/index.ts';
import { auditLogGroups, logGroupOf } from '../../lib/stage-names.ts';
import { DIRECTORY_USES, variablesRead } from './directory-uses.ts';
import { functionsOf, resources, statementsOf, synthesized } from './synthesized.ts';

/** Files and packages that are in a bundle only with their directory. */
const MARKS: Readonly<Record<DirectoryName, RegExp>> = {
  'built-in': /adapters\/directories\/built-in\/(directory|users)\.ts$/,
  cognito: /adapters\/directories\/cognito\/|client-cognito-identity-provider\//,
  webhook: /adapters\/directories\/webhook\//,
  ldap: /adapters\/directories\/ldap\/|node_modules\/ldapts\//,
};

const OTHERS = { ...backgroundFunctions, ...auxiliaryFunctions };

describe.each(DIRECTORIES)('with the directory %s', (directory) => {
  const names = [...operationsWith(directory), ...Object.keys(OTHERS)] as FunctionName[];

  let bundles: ReturnType<typeof bundlesWith>;
  beforeAll(() => {
    bundles = bundlesWith(directory);
  });

  test.each(names)('the bundle of %s has that directory if the function uses one, and no other directory', (name) => {
    const files = Object.keys(bundles[name] ?? {});
    expect(files).not.toEqual([]);
    const carried = DIRECTORIES.filter((other) => files.some((file) => MARKS[other].test(file)));
    // Logging in reads the users of the built-in directory without being a use of it.
    const expected =
      name in DIRECTORY_USES || operations[name as 'log-in']?.builtInDirectory === true ? [directory] : [];
    expect(name === 'log-out' ? [] : expected).toEqual(carried);
  });
});

describe('a stage with a directory of Cognito', () => {
  const pool = 'eu-central-1_AbCdEf123';
  const template = synthesized('prod', { directory: 'cognito', cognitoUserPoolId: pool });
  const functions = functionsOf(template, 'prod');
  const calls = (name: FunctionName) =>
    statementsOf(template, 'prod', name)
      .filter(({ Action }) => JSON.stringify(Action).includes('cognito-idp:'))
      .map(({ Action, Resource }) => ({ Action, ends: JSON.stringify(Resource).endsWith(`:userpool/${pool}"]]}`) }));

  test('has no functions, routes or tables for logging in', () => {
    // Events go to a bus only with the setting `eventBus`.
    const others = Object.keys(OTHERS).filter((name) => name !== 'event-publisher');
    const names = [...operationsWith('cognito'), ...others];
    expect([...functions.keys()].sort()).toEqual(names.sort());
    expect(names).not.toContain('log-in');
    const paths = resources<{ PathPart: string }>(template, 'AWS::ApiGateway::Resource').map(
      ([, { Properties }]) => Properties.PathPart,
    );
    expect(paths).not.toContain('sessions');
    expect(resources(template, 'AWS::DynamoDB::Table')).toHaveLength(1);
    expect(JSON.stringify(template)).not.toMatch(/"POST \/sessions|~1sessions/);
  });

  test('reads audit events from the logs of the functions that it has', () => {
    const groups = resources<{ LogGroupName: string }>(template, 'AWS::Logs::LogGroup').map(
      ([, { Properties }]) => Properties.LogGroupName,
    );
    const audited = auditLogGroups('prod', 'cognito');
    expect(groups).toEqual(expect.arrayContaining(audited));
    expect(audited).toContain(logGroupOf('prod', 'complete-reset'));
    expect(resources(template, 'AWS::Logs::SubscriptionFilter')).toHaveLength(audited.length);
    for (const [, { Properties }] of resources<{ LogGroupNames: unknown[] }>(template, 'AWS::Logs::QueryDefinition')) {
      expect(Properties.LogGroupNames).toHaveLength(audited.length);
    }
  });

  test('gives each function the variables that it reads, and no other', () => {
    for (const [name, { Environment }] of functions) {
      expect(Object.keys(Environment.Variables).sort()).toEqual(variablesRead(name, 'cognito').sort());
    }
    expect(functions.get('complete-reset')?.Environment.Variables).toMatchObject({
      DIRECTORY: 'cognito',
      USER_POOL_ID: pool,
    });
  });

  test('grants rights on the pool only: to read users, to set or refuse a password, and to end sessions', () => {
    for (const name of ['mail-consumer', 'redelivery'] as const)
      expect(calls(name)).toEqual([
        {
          Action: [
            'cognito-idp:AdminGetUser',
            'cognito-idp:AdminResetUserPassword',
            'cognito-idp:AdminUserGlobalSignOut',
            'cognito-idp:ListUsers',
          ],
          ends: true,
        },
      ]);
    expect(calls('complete-reset')).toEqual([
      {
        Action: ['cognito-idp:AdminGetUser', 'cognito-idp:AdminSetUserPassword', 'cognito-idp:AdminUserGlobalSignOut'],
        ends: true,
      },
    ]);
    const others = [...functions.keys()].filter((name) => !(name in DIRECTORY_USES));
    for (const name of others) expect(calls(name)).toEqual([]);
  });
});

describe.each([
  ['staging', []],
  ['prod', ['kms:Decrypt']],
])('the stage %s with a webhook directory', (stage, withTheKey) => {
  const webhookUrl = 'https://accounts.example.com/password-reset';
  const loginUrl = 'https://accounts.example.com/login';
  const template = synthesized(stage, { directory: 'webhook', webhookUrl, loginUrl });
  const secretId = resources<{ Name: string }>(template, 'AWS::SecretsManager::Secret').find(
    ([, { Properties }]) => Properties.Name === `password-reset/${stage}/webhook`,
  )?.[0];
  const rights = (name: FunctionName) =>
    statementsOf(template, stage, name)
      .filter((statement) => JSON.stringify(statement).includes(`"${secretId}"`))
      .map(({ Action }) => Action);

  test('makes a key and outputs its name, not its value', () => {
    expect(secretId).toBeDefined();
    expect(() => template.hasOutput('WebhookSecretName', { Value: `password-reset/${stage}/webhook` })).not.toThrow();
  });

  test('lets only the functions that use the directory read the key, and gives them only its variables', () => {
    for (const [name, { Environment }] of functionsOf(template, stage)) {
      const uses = name in DIRECTORY_USES;
      expect([name, rights(name)]).toEqual([name, uses ? ['secretsmanager:GetSecretValue', ...withTheKey] : []]);
      expect(Object.keys(Environment.Variables).sort()).toEqual(variablesRead(name, 'webhook').sort());
      if (!uses) continue;
      const { Variables } = Environment;
      expect(Variables).toMatchObject({ WEBHOOK_URL: webhookUrl, WEBHOOK_ALLOWED_NETWORKS: 'none' });
    }
  });
});

describe.each([
  ['reached over the internet', {}],
  ['in a VPC', { vpcSubnetIds: 'subnet-0123456789abcdef0', vpcSecurityGroupIds: 'sg-0123456789abcdef0' }],
])('a stage with an LDAP directory %s', (_where, network: Record<string, string>) => {
  const template = synthesized('prod', {
    directory: 'ldap',
    ldapUrls: 'ldaps://dc1.corp.example.com',
    ldapKind: 'active-directory',
    ldapBaseDn: 'dc=corp,dc=example,dc=com',
    ldapBindDn: 'cn=password-reset,dc=corp,dc=example,dc=com',
    loginUrl: 'https://accounts.example.com/login',
    ...network,
  });
  const functions = functionsOf(template, 'prod');
  const secretId = resources<{ Name: string }>(template, 'AWS::SecretsManager::Secret').find(
    ([, { Properties }]) => Properties.Name === 'password-reset/prod/ldap',
  )?.[0];

  test('lets only the functions that use the directory read the password of the service account', () => {
    expect(secretId).toBeDefined();
    for (const [name, { Environment }] of functions) {
      const rights = statementsOf(template, 'prod', name).filter((statement) =>
        JSON.stringify(statement).includes(`"${secretId}"`),
      );
      expect([name, rights.length > 0]).toEqual([name, name in DIRECTORY_USES]);
      expect(Object.keys(Environment.Variables).sort()).toEqual(variablesRead(name, 'ldap').sort());
    }
    expect(functions.get('mail-consumer')?.Environment.Variables).toMatchObject({
      LDAP_USER_ID_ATTRIBUTES: 'sAMAccountName',
      LDAP_DOMAIN: 'none',
      ADDRESS_AS_USER_ID: 'no',
      LDAP_MAIL_ATTRIBUTES: 'mail',
      LDAP_CERTIFICATE_AUTHORITY: 'public',
    });
  });

  test('puts those functions into the VPC, if one is set, and denies their code the rights that Lambda needs there', () => {
    for (const [name, { VpcConfig }] of functions) {
      const inside = name in DIRECTORY_USES && 'vpcSubnetIds' in network;
      const config = { SubnetIds: ['subnet-0123456789abcdef0'], SecurityGroupIds: ['sg-0123456789abcdef0'] };
      expect([name, VpcConfig]).toEqual([name, inside ? config : undefined]);
      const interfaces = statementsOf(template, 'prod', name).filter(({ Action }) =>
        Action.includes('ec2:CreateNetworkInterface'),
      );
      expect(interfaces.map(({ Effect }) => Effect)).toEqual(inside ? ['Allow', 'Deny'] : []);
      if (!inside) continue;
      const [allowed, denied] = interfaces;
      // CDK merges all actions that are allowed on every resource into one statement.
      expect(allowed?.Action).toEqual(expect.arrayContaining(denied?.Action as string[]));
      expect(JSON.stringify(denied?.Condition)).toContain(`function:password-reset-prod-${name}"`);
    }
  });
});
