// Leases on the shared proxy: each wrapped agent keeps a small file in the user's folder for state while it needs the
// proxy.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, stateFolder } from '../../config/index.js';
import { Failure, fileFailure } from '../failure.js';

/** A wrapped agent's need for a proxy. */
export interface Lease {
  readonly tool: string;
  readonly port: number;
  /** The process that holds the lease. If there is none, the lease lasts until the agent is unwrapped. */
  readonly pid?: number;
}

/**
 * Takes a lease. Returns a function that ends it. @throws {@link Failure} if it cannot be written: without it the
 * proxy would end while it is in use.
 */
export function takeLease(lease: Lease): () => void {
  const folder = folderOf();
  if (folder === undefined) throw new Failure('there is no folder to note the agent in: set HOME');
  const file = join(folder, `${lease.tool}-${lease.pid ?? 'kept'}.json`);
  try {
    makeFolder(folder);
    writeFileSync(file, `${JSON.stringify(lease)}\n`, { mode: 0o600 });
  } catch (error) {
    throw fileFailure('write', file, error);
  }
  return () => rmSync(file, { force: true });
}

/** The agents that hold a lease until they are unwrapped. */
export function keptLeases(): string[] {
  return leases().flatMap(({ tool, pid }) => (pid === undefined ? [tool] : []));
}

/** Ends the lease that an agent holds until it is unwrapped. */
export function releaseKept(tool: string): void {
  const folder = folderOf();
  if (folder !== undefined) rmSync(join(folder, `${tool}-kept.json`), { force: true });
}

/** The leases whose holders are alive. Leases of dead processes are removed. */
export function leases(): Lease[] {
  const folder = folderOf();
  return namesIn(folder).flatMap((name) => {
    const file = join(folder!, name);
    const lease = leaseIn(file);
    if (lease && (lease.pid === undefined || isAlive(lease.pid))) return [lease];
    rmSync(file, { force: true });
    return [];
  });
}

function folderOf(): string | undefined {
  const folder = stateFolder();
  return folder && join(folder, 'leases');
}

function namesIn(folder: string | undefined): string[] {
  try {
    return folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

function leaseIn(file: string): Lease | undefined {
  try {
    const { tool, port, pid } = JSON.parse(readFileSync(file, 'utf8')) as Lease;
    if (typeof tool !== 'string' || typeof port !== 'number') return undefined;
    return { tool, port, ...(pid !== undefined && { pid }) };
  } catch {
    return undefined;
  }
}

/** True if a process runs, even one of another user. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
