import type {
  Evidence,
  MapChange,
  MapChangeDetail,
  MapChangeSubject,
  MapDiff,
  MapDiffSide,
} from '@driftline/contracts';

const MAXIMUM_LINES = 40;
const SIGNS = { appeared: '+', vanished: '-', changed: '~' } as const;
/** Dependencies are told with their models. */
const SECTIONS: ReadonlyArray<[MapChangeSubject, string]> = [
  ['model', 'Models'],
  ['source', 'Sources'],
  ['dataset', 'Datasets between'],
  ['edge', 'Reads, writes, trainings'],
];

function sideName({ repository, commit }: MapDiffSide): string {
  return commit === null ? repository : `${repository} at ${commit.slice(0, 12)}`;
}

function detailLine({ member, before, after }: MapChangeDetail): string {
  const lost = before.filter((each) => !after.includes(each)).map((each) => `- ${each}`);
  const gained = after.filter((each) => !before.includes(each)).map((each) => `+ ${each}`);
  return `      ${member}: ${[...lost, ...gained].join('  ')}`;
}

function proof(sign: string, [first]: readonly Evidence[]): string[] {
  return first ? [`      ${sign} ${first.path}:${first.line}  ${first.text}`] : [];
}

function changeLines({ change, label, details, evidence }: MapChange): string[] {
  return [
    `  ${SIGNS[change]} ${label}`,
    ...details.filter(({ member }) => member !== 'evidence').map(detailLine),
    ...(change === 'appeared' ? [] : proof('-', evidence.before)),
    ...(change === 'vanished' ? [] : proof('+', evidence.after)),
  ];
}

function section(diff: MapDiff, subject: MapChangeSubject, title: string): string[] {
  const changes = diff.changes.filter((change) => change.subject === subject);
  if (changes.length === 0) return [];
  const more = changes.length > MAXIMUM_LINES ? [`  and ${changes.length - MAXIMUM_LINES} more`] : [];
  return ['', `${title}:`, ...changes.slice(0, MAXIMUM_LINES).flatMap(changeLines), ...more];
}

/** The difference for a person: what it means for each model first, then what appeared, vanished and changed. */
export function summarizeDiff(diff: MapDiff): string {
  const heading = [`base ${sideName(diff.base)}`, `head ${sideName(diff.head)}`];
  if (diff.changes.length === 0) return [...heading, 'Nothing that the map shows changed.', ''].join('\n');
  return [
    ...heading,
    '',
    diff.models.length > 0 ? `Reaches ${diff.models.length} of the models:` : 'Reaches no model.',
    ...diff.models.map(({ name, path, summary }) => `  ${name}  ${path}\n      ${summary}`),
    ...SECTIONS.flatMap(([subject, title]) => section(diff, subject, title)),
    '',
  ].join('\n');
}
