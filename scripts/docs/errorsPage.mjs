import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';
import { sourceFiles } from '../lib/sourceFiles.mjs';
import { membersOf, textsOf } from './sourceText.mjs';

const CODE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$|^overloaded$/;

/** What the sources say of errors: code, statuses, messages and actions, as far as they are known before they run. */
export function errorsInSources(sources) {
  const errors = new Map();
  for (const source of sources) {
    for (const error of [...codedErrors(source), ...itemProblems(source), ...codesByStatus(source)]) {
      for (const code of error.codes.filter((text) => CODE.test(text))) {
        const known = errors.get(code) ?? { statuses: new Set(), messages: new Set(), actions: new Set() };
        for (const status of error.statuses) known.statuses.add(status);
        for (const message of error.messages) known.messages.add(message);
        for (const action of error.actions) known.actions.add(action);
        errors.set(code, known);
      }
    }
  }
  return errors;
}

/** `new CodedError({ code, status, message, action })` */
function codedErrors(source) {
  return [...source.matchAll(/new CodedError\(\s*\{/g)].map(({ index, 0: match }) => {
    const members = membersOf(source, index + match.length - 1);
    const memberOf = (name) =>
      members.find((member) => member.startsWith(`${name}:`))?.slice(name.length + 1) ?? '';
    return {
      codes: textsOf(memberOf('code')),
      statuses: memberOf('status').match(/\b\d{3}\b/g) ?? [],
      messages: textsOf(memberOf('message')),
      actions: textsOf(memberOf('action')),
    };
  });
}

/** `new ItemProblem(code, detail, where, action)`: one item of a batch is refused, the others are taken. */
function itemProblems(source) {
  return [...source.matchAll(/new ItemProblem\(/g)].map(({ index, 0: match }) => {
    const [code = '', detail = '', , action = ''] = membersOf(source, index + match.length - 1);
    return { codes: textsOf(code), statuses: ['item'], messages: textsOf(detail), actions: textsOf(action) };
  });
}

/** A table from HTTP statuses to codes, for what the web server itself refuses. */
function codesByStatus(source) {
  return [...source.matchAll(/\b([45]\d\d): '([a-z_]+)'/g)].map(([, status, code]) => ({
    codes: [code],
    statuses: [status],
    messages: [],
    actions: [],
  }));
}

/** The page `docs/reference/errors.md`. */
export function errorsPage() {
  const sources = sourceFiles().map((path) => readFileSync(join(root, path), 'utf8'));
  const errors = [...errorsInSources(sources)].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    '# Errors',
    '',
    'Every error answer is `application/problem+json` with one of these codes in `code`; `type` points to its heading',
    'here. `item` as status means that one item of a batch was refused and is named in the answer; the others were',
    'taken. `…` stands for what is known only when it happens. Made from the sources by `npm run docs`.',
    ...errors.flatMap(([code, error]) => ['', `## ${code}`, '', ...section(error)]),
    '',
  ].join('\n');
}

function section({ statuses, messages, actions }) {
  const list = (texts) => [...texts].map((text) => text.replaceAll('\n', ' ').trim()).join(' / ');
  return [
    `- status: ${[...statuses].sort().join(', ') || 'depends on the case'}`,
    ...(messages.size > 0 ? [`- what is wrong: ${list(messages)}`] : []),
    ...(actions.size > 0 ? [`- what to do: ${list(actions)}`] : []),
  ];
}
