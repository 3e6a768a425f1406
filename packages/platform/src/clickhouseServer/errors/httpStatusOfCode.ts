/** HTTP statuses of ClickHouse's exception codes, as its HTTP handler maps them; 500 for every other code. */
const codesByStatus: Record<number, readonly number[]> = {
  // Bad input: parse, type, syntax, argument and parameter errors.
  400: [6, 26, 27, 33, 36, 38, 41, 53, 62, 69, 72, 89, 117, 130, 131, 162, 167, 168, 321, 427, 456, 457],
  401: [194],
  403: [192, 193, 497, 516],
  // Unknown table, function, identifier, type, storage, database, setting, format and the like.
  404: [46, 47, 50, 56, 60, 63, 73, 81, 115, 171, 511],
  408: [159],
  411: [381],
  413: [113, 307],
  501: [48],
  503: [202, 209, 236, 439],
};

const statusByCode = new Map(
  Object.entries(codesByStatus).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)])),
);

/** The HTTP status under which ClickHouse answers an exception. */
export function httpStatusOfCode(code: number): number {
  return statusByCode.get(code) ?? 500;
}
