import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clients } from '../../../cli/ops/clients.ts';
import { dev } from '../../../lib/settings/stages/dev.ts';
import { regionOf } from '../../../lib/settings/stages/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
afterEach(() => delete process.env['PASSWORD_RESET_CONFIG']);
afterAll(() => rmSync(folder, { recursive: true }));

test('a command looks in the region that the settings of the stage name', async () => {
  const file = join(folder, 'password-reset.config.json');
  const abroad = { ...dev, stage: 'abroad', account: '210987654321', region: 'eu-west-3' };
  writeFileSync(file, JSON.stringify({ abroad }));
  process.env['PASSWORD_RESET_CONFIG'] = file;

  const clients = new Clients(undefined, regionOf('abroad'));
  expect(await clients.secretsManager.config.region()).toBe('eu-west-3');
  expect(await clients.documents.config.region()).toBe('eu-west-3');
  clients.destroy();
});

test('a stage whose settings are not here, or name no region, is looked for in that of the environment', () => {
  expect(regionOf('elsewhere')).toBeUndefined();
  expect(regionOf('dev')).toBeUndefined();
});
