// The parts of the AWS SDK's middleware stack that are used here.

/** The arguments of a command: the caller's input, before it is serialized and signed. */
export interface Args {
  readonly input: Readonly<Record<string, unknown>>;
}

/** The result of a command. */
export interface Result {
  readonly output: object;
}

export type Handler = (args: Args) => Promise<Result>;
export type Middleware = (next: Handler, context: { readonly commandName?: string }) => Handler;

/** The stack of a client or a command. */
export interface MiddlewareStack {
  // biome-ignore lint/suspicious/noExplicitAny: the types of each step are the SDK's
  add(middleware: any, options: any): void;
}
