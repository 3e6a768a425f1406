import { expect, test } from 'vitest';
import { Evaluator } from './evaluator.js';
import { type JinjaValue, textOf, Unknown } from './jinjaValue.js';
import { parseTemplate } from './parseTemplate.js';
import { unmark } from './rewriteTags.js';

const GLOBALS: ReadonlyMap<string, JinjaValue> = new Map<string, JinjaValue>([
  ['shops', ['berlin', 'paris']],
  ['vars', new Map([['day', 'monday']])],
  ['later', new Unknown('later')],
]);

function rendered(template: string): { text: string; lines: number[]; error: string | undefined } {
  const { body, error } = parseTemplate(template, true);
  const evaluator = new Evaluator(
    (name) => GLOBALS.get(name),
    (name, { positional }) => `${name}(${positional.map(textOf).join(', ')})`,
  );
  return { ...unmark(evaluator.render(body, [new Map()])), error };
}

const CASES: ReadonlyArray<[string, string, string]> = [
  ['plain text', 'select 1', 'select 1'],
  ['a list in a loop', '{% for s in shops %}{{ s }}{{ "," if not loop.last }}{% endfor %}', 'berlin,paris'],
  [
    'a list that grows',
    "{% set l = [] %}{% do l.append('a') %}{% do l.append('b') %}{{ l | join('-') }}",
    'a-b',
  ],
  [
    'a macro with a default',
    '{% macro m(a, b=2) %}{{ a }}/{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, b=3) }}',
    '1/2 1/3',
  ],
  ['a condition that nothing decides', '{% if later %}a{% else %}b{% endif %}', 'ab'],
  ['a condition of two parts', '{% if later and false %}a{% else %}b{% endif %}', 'b'],
  ['a list that nobody knows', '{% for x in later %}[{{ x }}]{% endfor %}', '[{x}]'],
  ['an unknown value in a text', "{{ 'a_' ~ later ~ '_b' }}", 'a_{later}_b'],
  ['a call of nothing known', "{{ pkg.helper('x') }}", 'pkg.helper(x)'],
  [
    'members and items',
    "{{ vars.day }} {{ vars['day'] | upper }} {{ vars.get('no', 'none') }}",
    'monday MONDAY none',
  ],
  ['a block of raw text', '{% raw %}{{ not_a_tag }}{% endraw %}', '{{ not_a_tag }}'],
  ['a backslash in a string', "{{ 'a\\w+' }}", 'a\\w+'],
  ['a tag that holds another in quotes', '{{ "{{ x }}" }}', '{{ x }}'],
  ['a macro that calls itself for ever', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', '{recursion}'],
  ['a caller block', '{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}x{% endcall %}', '<x>'],
];

test.each(CASES)('%s', (_case, template, text) => {
  expect(rendered(template)).toMatchObject({ text, error: undefined });
});

test('every rendered line knows the line of the template', () => {
  const { text, lines } = rendered('a\n{% for s in shops %}\nb {{ s }}\n{% endfor %}\nc');
  const at = text.split('\n').map((line, index) => `${line.trim()}:${lines[index]}`);
  expect(at.filter((each) => /^[abc]/.test(each))).toEqual(['a:1', 'b berlin:3', 'b paris:3', 'c:5']);
});

test('a template that does not parse says why and renders nothing', () => {
  expect(rendered('{% if %}')).toMatchObject({ text: '', error: expect.any(String) });
});
