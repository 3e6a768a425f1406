import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { calledName } from './calledName.js';
import { type Lowering, nameOf } from './lowering.js';
import { lowerSelection } from './lowerSelection.js';
import { lowerMasked } from './lowerSubset.js';

/** Verbs whose arguments are expressions over the columns of the data that stands first. */
const MASKED: ReadonlySet<string> = new Set([
  ...['mutate', 'transmute', 'filter', 'arrange', 'group_by', 'summarise', 'summarize', 'reframe', 'count'],
  ...[
    'add_count',
    'slice_max',
    'slice_min',
    'with',
    'within',
    'subset',
    'transform',
    'distinct',
    'add_tally',
  ],
]);
/** Verbs whose arguments choose columns. */
const SELECTS: ReadonlySet<string> = new Set([
  ...['select', 'relocate', 'rename', 'pull', 'drop_na', 'pivot_longer', 'pivot_wider', 'gather', 'spread'],
  ...[
    'unite',
    'separate',
    'separate_rows',
    'nest',
    'unnest',
    'fill',
    'complete',
    'unnest_wider',
    'unnest_longer',
  ],
]);
/** Arguments of those verbs that are no columns of the data. */
const VALUES: ReadonlySet<string> = new Set([
  ...['names_to', 'values_to', 'names_prefix', 'names_sep', 'names_pattern', 'values_fill', 'sep', 'into'],
  ...[
    'remove',
    'convert',
    'na.rm',
    'drop',
    '.groups',
    '.keep',
    '.keep_all',
    '.by_group',
    'n',
    'sort',
    'name',
  ],
]);
/** Chooses columns by name, inside a verb whose other arguments are masked. */
const CHOOSING: ReadonlySet<string> = new Set(['select', '.by', 'by']);
/** Readers choose columns in the same way. */
const READS_COLUMNS = 'col_select';
/** Verbs that group or count: a bare name is a column, anything else is computed. */
const GROUPS: ReadonlySet<string> = new Set(['group_by', 'count', 'add_count', 'distinct']);
/** Steps of a recipe: they choose columns of the data that the recipe was made with. */
const STEP = /^(step_|update_role$|remove_role$)/;

function lowerArgument(lowering: Lowering, child: SyntaxNode, verb: string): Argument[] {
  const [named, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
  const name = named
    ? named.type === 'string'
      ? nameOf(lowering, named).slice(1, -1)
      : nameOf(lowering, named)
    : undefined;
  if (!value) return [];
  const plain = name !== undefined && VALUES.has(name);
  const chooses =
    (SELECTS.has(verb) && !plain) ||
    (MASKED.has(verb) && CHOOSING.has(name ?? '')) ||
    (GROUPS.has(verb) && value.type === 'identifier') ||
    STEP.test(verb) ||
    name === READS_COLUMNS;
  const lowered = chooses
    ? lowerSelection(lowering, value)
    : MASKED.has(verb) && !plain
      ? lowerMasked(lowering, value)
      : lowering.expression(value);
  if (name !== undefined) return [{ name, value: lowered }];
  const spread = value.type === 'dots' || (value.type === 'identifier' && nameOf(lowering, value) === '...');
  return [spread ? { value: lowered, spread: 'list' } : { value: lowered }];
}

function isData(lowering: Lowering, child: SyntaxNode): boolean {
  const name = fieldOf(child, 'name');
  return !name || /^(\.?data|x|\.tbl|df)$/.test(nameOf(lowering, name));
}

/** The arguments; the first is the data of a verb unless a pipe gives it. */
export function lowerArguments(
  lowering: Lowering,
  node: SyntaxNode,
  given: Expression | undefined,
): Argument[] {
  const verb = calledName(lowering, node);
  const children = (fieldOf(node, 'arguments')?.children ?? []).filter((child) => child.type === 'argument');
  const data = given ? undefined : children.find((child) => isData(lowering, child));
  const first: Argument[] = given ? [{ value: given }] : [];
  const args = children.flatMap((child): Argument[] => {
    if (child !== data) return lowerArgument(lowering, child, verb);
    const value = fieldOf(child, 'value');
    if (value) first.push({ ...lowerArgument(lowering, child, '')[0], value: lowering.expression(value) });
    return [];
  });
  return [...first, ...args];
}
