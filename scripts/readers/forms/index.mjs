// The forms that readers are asked about. Each makes the results of a conversation, and questions with one answer.
import { log, logOneshot } from './logs.mjs';
import { code, prose } from './documents.mjs';
import { diff, references } from './files.mjs';
import { diagnostics, listing, search, tests } from './output.mjs';
import { csv, cluster, database, json, jsonOneshot, records } from './tables.mjs';

export const FORMS = [
  { name: 'log', make: log },
  { name: 'log', make: logOneshot, policy: 'oneshot' },
  { name: 'search', make: search },
  { name: 'json', make: json },
  { name: 'json', make: jsonOneshot, policy: 'oneshot' },
  { name: 'csv', make: csv },
  { name: 'fixed columns', make: cluster },
  { name: 'database table', make: database },
  { name: 'records', make: records },
  { name: 'diff', make: diff },
  { name: 'references', make: references },
  { name: 'listing', make: listing },
  { name: 'test output', make: tests },
  { name: 'diagnostics', make: diagnostics },
  { name: 'code outline', make: code, policy: 'oneshot' },
  { name: 'prose', make: prose, policy: 'oneshot' },
];
