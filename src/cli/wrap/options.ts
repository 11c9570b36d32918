/** The options of the command line. */
export interface Options {
  port?: number;
  store?: string | true;
  program?: string;
  keep?: true;
  mcp?: true;
  statusline?: true;
  force?: true;
  dryRun?: true;
  json?: true;
  quiet?: true;
}
