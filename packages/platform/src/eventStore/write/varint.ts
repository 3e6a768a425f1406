/** Writes an unsigned integer below 2^32 as LEB128, ClickHouse's variable-length integer. */
export function writeVarint(bytes: Uint8Array, at: number, value: number): void {
  let rest = value;
  let position = at;
  while (rest >= 128) {
    bytes[position] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
    position += 1;
  }
  bytes[position] = rest;
}

/** Bytes that `writeVarint` takes for this value. */
export function byteLengthOfVarint(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1;
  return length;
}
