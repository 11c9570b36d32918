import type { ChildProcess } from 'node:child_process';
import { isInteractive } from '../terminal.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Signals for an agent. A signal that arrives before the agent runs is kept, so that no file is left changed. */
export class Signals {
  #child: ChildProcess | undefined;
  #early: NodeJS.Signals | undefined;

  constructor() {
    for (const signal of FORWARDED) process.on(signal, this.#take);
  }

  /** Sends them to the agent from now on. */
  sendTo(child: ChildProcess): void {
    this.#child = child;
    if (this.#early) child.kill(this.#early);
  }

  /** Signals are meant for this process again. */
  end(): void {
    for (const signal of FORWARDED) process.off(signal, this.#take);
  }

  readonly #take = (signal: NodeJS.Signals): void => {
    // The terminal sends the signals of its keys to both processes.
    const isFromKeys = (signal === 'SIGINT' || signal === 'SIGQUIT') && isInteractive(process.stdin);
    if (!this.#child) this.#early = signal;
    else if (!isFromKeys) this.#child.kill(signal);
  };
}
