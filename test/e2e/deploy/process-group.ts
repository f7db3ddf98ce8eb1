import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between SIGTERM and SIGKILL. */
const GRACE = 5000;

/** Running groups; `stopAll` ends them, however the run ends. */
const running = new Set<ProcessGroup>();

/** A program and everything that it starts; they end together. */
export class ProcessGroup {
  readonly child: ChildProcess;
  /** The exit code once the program has ended; undefined where a signal ended it. */
  readonly ended: Promise<number | undefined>;

  constructor(command: string, args: readonly string[], options: Omit<SpawnOptions, 'detached'> = {}) {
    this.child = spawn(command, args, { ...options, detached: true });
    running.add(this);
    this.ended = once(this.child, 'exit').then(([code]: (number | null)[]) => code ?? undefined);
    // The error of a program that cannot be started is thrown where `ended` is awaited.
    this.ended.catch(() => {});
  }

  /** Ends the group, including processes that outlive the program. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    const deadline = Date.now() + GRACE;
    while (this.#signal(0) && Date.now() < deadline) await sleep(50);
    this.#signal('SIGKILL');
    running.delete(this);
  }

  /** Returns false if no process is left. */
  #signal(signal: NodeJS.Signals | 0): boolean {
    if (this.child.pid === undefined) return false;
    try {
      return process.kill(-this.child.pid, signal);
    } catch {
      return false;
    }
  }
}

export const stopAll = async (): Promise<void> => {
  await Promise.all([...running].map((group) => group.stop()));
};
