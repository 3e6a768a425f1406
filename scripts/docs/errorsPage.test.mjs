import { describe, expect, it } from 'vitest';
import { errorsInSources } from './errorsPage.mjs';

const read = (...sources) =>
  Object.fromEntries(
    [...errorsInSources(sources)].map(([code, { statuses, messages, actions }]) => [
      code,
      [[...statuses], [...messages], [...actions]],
    ]),
  );

describe('errorsInSources', () => {
  it.each([
    [
      'a coded error',
      "throw new CodedError({ code: 'not_here', status: 404, message: `no ` + id, action: 'Look.' });",
      { not_here: [['404'], ['no '], ['Look.']] },
    ],
    [
      'one of two codes',
      "new CodedError({ code: late ? 'too_late' : 'too_soon', status: late ? 504 : 500, message })",
      { too_late: [['504', '500'], [], []], too_soon: [['504', '500'], [], []] },
    ],
    [
      'a problem of an item',
      "new ItemProblem('wrong_type', 'a number', '/a', 'Send text.')",
      { wrong_type: [['item'], ['a number'], ['Send text.']] },
    ],
    ["the web server's own refusals", "{ 404: 'no_such_route' }", { no_such_route: [['404'], [], []] }],
    ['no error', "const code = 'not_an_error';", {}],
  ])('reads %s', (_case, source, expected) => {
    expect(read(source)).toEqual(expected);
  });

  it('gathers what several places say of one code', () => {
    const at = (message) => `new CodedError({ code: 'twice_told', status: 400, message: '${message}' })`;
    expect(read(at('one'), at('two'))).toEqual({ twice_told: [['400'], ['one', 'two'], []] });
  });
});
