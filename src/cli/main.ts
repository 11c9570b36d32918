#!/usr/bin/env node
import { run } from './program.js';
import { endWithItsReaders } from './terminal.js';

endWithItsReaders();
process.exitCode = await run(process.argv.slice(2));
