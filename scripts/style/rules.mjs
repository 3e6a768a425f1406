/** What must not be in code: a name and a pattern, looked for line by line. Biome finds `any` and `!`. */
const CODE_RULES = [
  ['as unknown as', /\bas unknown as\b/],
  ['a switched-off check', /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable|@vitest-ignore/],
  ['a left-over marker', /\b(TODO|FIXME|XXX|HACK)\b/],
  [
    'a test that is left out or alone',
    /\b(it|test|describe)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b|\bx(it|describe)\(/,
  ],
];

/** What must not be in any file. */
const TEXT_RULES = [
  // A home, or a folder of the machine that it was written on. Airflow's images have theirs at a well-known place.
  ['an absolute machine path', /(^|[\s'"`(=:])\/(home|Users|root|work)\/(?!airflow\b)[\w.-]+/],
  [
    'the name of a registry host',
    /\bregistry\.(npmjs|yarnpkg)\.\w+|\b(npm|pypi|registry|proxy|mirror)\.[\w-]+\.(internal|local|corp|lan)\b/,
  ],
  ['a tarball address', /^\s*(tarball|resolved):?\s*["']?https?:/],
  ['a conflict marker', /^(<{7}|>{7}) /],
];

/** @returns {string[]} sentences, with path and line */
export function forbiddenInCode(path, text) {
  const lines = violations(CODE_RULES, path, text);
  const unseeded = /\bfc\.(assert|check)\(/.test(text) && !/\bseed\b/.test(text);
  return unseeded ? [...lines, `${path}: a property test without a seed`] : lines;
}

/** @returns {string[]} sentences, with path and line */
export function forbiddenInText(path, text) {
  return violations(TEXT_RULES, path, text);
}

function violations(rules, path, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules.filter(([, pattern]) => pattern.test(line)).map(([name]) => `${path}:${index + 1}: ${name}`),
    );
}

const LONG = 300;

/** Sources that nobody can take in at a glance. */
export function longFiles(sizes) {
  return sizes
    .filter(({ lines }) => lines > LONG)
    .map(({ path, lines }) => `${path}: ${lines} lines, more than ${LONG}`);
}

/** The middle of the sizes. */
export function medianLines(sizes) {
  const sorted = sizes.map(({ lines }) => lines).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
