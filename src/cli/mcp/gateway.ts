import { configuration } from '../../headroom/index.js';
import { serveGateway } from '../../mcp/index.js';
import { Failure, fileFailure, NOT_FOUND } from '../failure.js';
import { refuseFile, type StoringOptions } from '../originals.js';

/** Runs another server behind the gateway. Returns its exit code. @throws {@link Failure} if it does not start. */
export async function gateway(
  program: string,
  args: readonly string[],
  { store: given, scope }: StoringOptions,
): Promise<number> {
  await refuseFile(given);
  const settings = configuration();
  const store = given ?? (settings.store || undefined);
  try {
    const { storeTtl, storeLimit } = settings;
    return await serveGateway(program, args, { store, scope: scope ?? settings.scope, storeTtl, storeLimit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Failure(`there is no program ${program}`, NOT_FOUND);
    throw fileFailure('start', program, error);
  }
}
