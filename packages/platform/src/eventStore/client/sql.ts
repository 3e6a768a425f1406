/** SQL text of literals. Everything that enters SQL text and is not a constant of the code goes through here. */
export const sql = {
  string: (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  name: (identifier: string): string => `\`${identifier.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  strings: (texts: readonly string[]): string => `[${texts.map(sql.string).join(', ')}]`,
  /** Numbers as floats, so that an array of them always has one type. */
  numbers: (values: readonly number[]): string => `[${values.map(sql.number).join(', ')}]::Array(Float64)`,
  number: (value: number): string => (Object.is(value, -0) ? '-0.0' : String(value)),
  /** Epoch milliseconds as DateTime64(3, 'UTC'). */
  time: (milliseconds: number): string =>
    `fromUnixTimestamp64Milli(toInt64(${Math.trunc(milliseconds)}), 'UTC')`,
  /** Epoch microseconds, as a decimal text beyond the exact integers of a double, as DateTime64(6, 'UTC'). */
  microTime: (microseconds: bigint): string => `fromUnixTimestamp64Micro(toInt64(${microseconds}), 'UTC')`,
  /** The UTC day of epoch milliseconds, as Date32. */
  day: (milliseconds: number): string =>
    `toDate32(${sql.string(new Date(milliseconds).toISOString().slice(0, 10))})`,
};
