import { z } from 'zod';

/** One environment variable: how it is read and what the reference says about it. */
export interface Setting<Schema extends z.ZodType> {
  variable: string;
  /** From the variable's text (undefined when it is not set) to the value. */
  schema: Schema;
  /** What may be written, in words. */
  allowed: string;
  /** What holds when it is not set, in words or as it would be written. */
  fallback: string;
  description: string;
  /** Its value must not be shown. */
  secret: boolean;
}

export interface SettingText {
  description: string;
  allowed?: string;
  fallback?: string;
  secret?: boolean;
}

/** A setting of any schema. */
export function setting<Schema extends z.ZodType>(
  variable: string,
  schema: Schema,
  { description, allowed = 'text', fallback = 'not set', secret = false }: SettingText,
): Setting<Schema> {
  return { variable, schema, allowed, fallback, description, secret };
}

/** A whole number. */
export function integer(
  variable: string,
  [min, max]: [number, number],
  fallback: number,
  description: string,
) {
  const allowed = `whole number from ${min} to ${max}`;
  const schema = z
    .string()
    .regex(/^-?\d+$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `is less than ${min}`).max(max, `is more than ${max}`))
    .default(fallback);
  return setting(variable, schema, { description, allowed, fallback: String(fallback) });
}

const units: Record<string, number> = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** A number of bytes, plain or with a unit. `fallback` is written with its unit. */
export function bytes(variable: string, fallback: string, description: string) {
  const read = (text: string) => {
    const [, digits, unit = ''] = /^(\d+)(KiB|MiB|GiB)?$/.exec(text) ?? [];
    return digits === undefined ? Number.NaN : Number(digits) * (units[unit] ?? 1);
  };
  const schema = z
    .string()
    .refine((text) => read(text) > 0, 'is not a number of bytes')
    .transform(read)
    .default(read(fallback));
  return setting(variable, schema, {
    description,
    allowed: 'bytes, such as 1048576, 16MiB or 2GiB',
    fallback,
  });
}

/** Yes or no. */
export function flag(variable: string, fallback: boolean, description: string) {
  const schema = z
    .enum(['true', 'false', '1', '0'], 'is neither true nor false')
    .transform((text) => text === 'true' || text === '1')
    .default(fallback);
  return setting(variable, schema, { description, allowed: 'true or false', fallback: String(fallback) });
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(
  variable: string,
  words: Words,
  fallback: Words[number],
  description: string,
) {
  const schema = z.enum(words, 'is not one of the allowed words').default(fallback);
  return setting(variable, schema, { description, allowed: words.join(', '), fallback });
}

/** A URL with one of the given schemes; not shown, for it may hold a password. */
export function url(variable: string, schemes: readonly string[], fallback: string, description: string) {
  const fits = (text: string) => {
    const parsed = parseUrl(text);
    return parsed !== null && parsed.hostname !== '' && schemes.includes(parsed.protocol.slice(0, -1));
  };
  const allowed = `URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  const schema = z.string().refine(fits, 'is not such a URL').optional();
  return setting(variable, schema, { description, allowed, fallback, secret: true });
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A list in one variable; nothing gives an empty list. */
export function list(
  variable: string,
  separator: string,
  fits: (item: string) => boolean,
  text: SettingText & { allowed: string },
) {
  const schema = z
    .string()
    .transform((all) =>
      all
        .split(separator)
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.every(fits), 'has an item that is not allowed')
    .default([]);
  return setting(variable, schema, { fallback: 'empty', ...text });
}
