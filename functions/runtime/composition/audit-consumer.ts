import { JsonLinesAuditTrail } from '../../adapters/json-lines-audit-trail.ts';
import { SecretsManagerPeppers } from '../../adapters/secrets/key-versions.ts';
import { base } from './base.ts';
import { build } from './build.ts';
import { clock, secretsManager } from './clients.ts';

export function composeAuditConsumer() {
  const { environment, telemetry: signals } = base('audit-consumer');
  const macKeys = new SecretsManagerPeppers(secretsManager(), environment.AUDIT_MAC_SECRET_ARN, clock, 'audit-mac');
  return { telemetry: signals, ports: { trail: new JsonLinesAuditTrail(), macKeys, build: build() } };
}
