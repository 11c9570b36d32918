/** What can be said on the command line. */
export interface Options {
  port?: number;
  store?: string | true;
  program?: string;
  keep?: true;
  force?: true;
  dryRun?: true;
  json?: true;
  quiet?: true;
}
