import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadAssembly } from '../../../local/assembly.ts';
import { lockDataDir } from '../../../local/data-dir-lock.ts';
import { type LaptopStageOptions, synthesizeLaptop } from '../../../local/laptop-stage.ts';
import { portsFrom } from '../../../local/ports.ts';
import { checkSettings } from '../../../lib/settings/check.ts';
import { laptop } from '../../../lib/settings/stages/laptop.ts';

/** Ports in the shared assemblies. Nothing listens there: a cloud gets a copy with its own ports. */
const MODEL_BASE = 9000;

const ADDRESS = /(?<=127\.0\.0\.1:)\d+/g;

const FOLDER = resolve('.local-test/assemblies');

/**
 * Synthesizes as `synthesizeLaptop` does, but all clouds with the same settings share one synthesis: functions and
 * pages are built once. Each cloud gets a copy of the template and of `config.json` with its own ports.
 */
export const sharedSynthesis: typeof synthesizeLaptop = async (options) => {
  const { dataDir, ports, settings, step } = options;
  const models = modelPorts(options);
  const modelOf = (port: string) => models.get(port) ?? port;
  const shared = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, value.replace(ADDRESS, modelOf)]),
  );
  const key = createHash('sha256').update(JSON.stringify(shared)).digest('hex').slice(0, 16);
  const folder = join(FOLDER, key);
  await mkdir(folder, { recursive: true });
  const unlock = await lockWhenFree(folder);
  try {
    await synthesizeLaptop({ ...options, dataDir: folder, ports: portsFrom(MODEL_BASE), settings: shared });
  } finally {
    await unlock();
  }
  step(`  Taken from ${folder}; ports from ${ports.site}`);
  const own = new Map([...models].map(([port, model]) => [model, port]));
  await copyWithPorts(join(folder, 'cdk.out'), resolve(dataDir, 'cdk.out'), own);
  return { assembly: await loadAssembly(resolve(dataDir, 'cdk.out')), checked: checkSettings(laptop, settings) };
};

/** The port in the shared assembly for each port of this cloud: its own, and those that its settings name. */
function modelPorts({ ports, settings }: LaptopStageOptions): Map<string, string> {
  const named = Object.values(settings).flatMap((value) => value.match(ADDRESS) ?? []);
  const all = [...new Set([...Object.values(ports).map(String), ...named])];
  return new Map(all.map((port, index) => [port, String(MODEL_BASE + index)]));
}

/** Waits until no other process synthesizes into the folder. */
async function lockWhenFree(folder: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await lockDataDir(folder);
    } catch (error) {
      if (!String(error).includes('Another cloud runs')) throw error;
      await sleep(100);
    }
  }
}

async function copyWithPorts(from: string, to: string, ports: ReadonlyMap<string, string>): Promise<void> {
  const changed = async (file: string, copy: string) => {
    const text = await readFile(file, 'utf8');
    await writeFile(
      copy,
      text.replace(ADDRESS, (port) => ports.get(port) ?? port),
    );
  };
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isFile() && entry.name.endsWith('.json')) await changed(source, copy);
    else if (entry.isDirectory() && (await readdir(source)).includes('config.json')) {
      await cp(source, copy, { recursive: true });
      await changed(join(source, 'config.json'), join(copy, 'config.json'));
    } else await symlink(source, copy);
  }
}
