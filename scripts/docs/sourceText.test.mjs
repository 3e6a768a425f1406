import { describe, expect, it } from 'vitest';
import { membersOf, textsOf } from './sourceText.mjs';

/** Written apart, so that this file's own templates are not taken for mistakes. */
const HOLE = ['$', '{x}'].join('');

describe('membersOf', () => {
  it.each([
    ['nothing', '{}', []],
    ['members', "{ a: 1, b: 'x' }", ['a: 1', "b: 'x'"]],
    ['commas inside brackets', '(f(1, 2), [3, 4], { c: 5, d: 6 })', ['f(1, 2)', '[3, 4]', '{ c: 5, d: 6 }']],
    ['commas and brackets inside texts', '{ a: \'x, }\', b: "(," }', ["a: 'x, }'", 'b: "(,"']],
    [
      'templates',
      `{ a: \`, ${HOLE.replace('x', 'f(`}`, 1)')}\`, b: 2 }`,
      [`a: \`, ${HOLE.replace('x', 'f(`}`, 1)')}\``, 'b: 2'],
    ],
    ['escapes', "{ a: 'it\\'s, so', b: 2 }", ["a: 'it\\'s, so'", 'b: 2']],
    ['comments', '{ a: 1, // b, }\n c: 2 }', ['a: 1', '// b, }\n c: 2']],
  ])('%s', (_case, source, members) => {
    expect(membersOf(source, 0)).toEqual(members);
  });
});

describe('textsOf', () => {
  it.each([
    ['a literal', "'plain'", ['plain']],
    ['a template', `\`no ${HOLE} here\``, ['no … here']],
    ['a choice', `wrong ? 'one' : \`two ${HOLE}\``, ['one', 'two …']],
    ['an identifier', 'message', []],
    ['escapes', "'it\\'s\\nso'", ["it's so"]],
  ])('%s', (_case, expression, texts) => {
    expect(textsOf(expression)).toEqual(texts);
  });
});
