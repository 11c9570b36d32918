#!/usr/bin/env node
import { run } from './program.js';
import { endWithItsReaders, sayWarnings } from './terminal.js';

endWithItsReaders();
sayWarnings();
process.exitCode = await run(process.argv.slice(2));
