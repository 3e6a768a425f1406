/** The part of a pino logger that the embedded servers use. */
export interface EmbeddedLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const nothing = () => undefined;

/** Says nothing. */
export const silentLog: EmbeddedLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };
