/** Where the collector tells its operator what went wrong; pino's loggers fit. */
export interface LogPort {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
