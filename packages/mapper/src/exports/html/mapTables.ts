import type { DependencyMap, Evidence, MapDependency, MapEdge, MapModel } from '@driftline/contracts';
import { groupBy } from '../../compare/groupBy.js';
import { datasetLabel } from '../../compare/mapKeys.js';
import { escapeHtml } from './escapeHtml.js';

type Labels = ReadonlyMap<string, string>;
type Edges = ReadonlyMap<string, MapEdge[]>;

function labelsOf({ datasets, activities, models }: DependencyMap): Labels {
  return new Map([
    ...datasets.map((each) => [each.id, datasetLabel(each)] as const),
    ...[...activities, ...models].map(({ id, name }) => [id, name] as const),
  ]);
}

function place({ path, line, text }: Evidence): string {
  return `<span class="place">${escapeHtml(`${path}:${line}`)}</span> <code>${escapeHtml(text)}</code>`;
}

function step(from: string, to: string, labels: Labels, edges: Edges): string {
  const found = (edges.get(from) ?? []).find((edge) => edge.to === to);
  const [proof] = found?.evidence ?? [];
  const words = `${labels.get(from) ?? from} → ${labels.get(to) ?? to}`;
  return `<li><b>${escapeHtml(found?.relation ?? '')}</b> ${escapeHtml(words)}${proof ? `<br>${place(proof)}` : ''}</li>`;
}

function sourceRow(dependency: MapDependency, model: MapModel, labels: Labels, edges: Edges): string {
  const { source, path, columns, confidence } = dependency;
  const steps = path.slice(1).map((to, index) => step(path[index] ?? '', to, labels, edges));
  const cells = [
    `<td>${escapeHtml(model.name)}<br><span class="place">${escapeHtml(`${model.path}:${model.line}`)}</span></td>`,
    `<td><a href="#graph" data-show="${escapeHtml(source)}">${escapeHtml(labels.get(source) ?? source)}</a></td>`,
    `<td>${escapeHtml(columns.join(', '))}</td>`,
    `<td class="short">${confidence}</td>`,
    `<td><ol>${steps.join('')}</ol></td>`,
  ];
  return `<tr>${cells.join('')}</tr>`;
}

function modelWithoutSource(model: MapModel): string {
  return `<tr><td>${escapeHtml(model.name)}<br><span class="place">${escapeHtml(`${model.path}:${model.line}`)}</span></td><td colspan="4">no source found</td></tr>`;
}

function table(id: string, caption: string, heads: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join('');
  return `<table id="${id}" class="searched"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function modelsTable(map: DependencyMap): string {
  const [labels, edges] = [labelsOf(map), groupBy(map.edges, ({ from }) => from)];
  const byModel = groupBy(map.dependencies, ({ model }) => model);
  const rows = map.models.flatMap((model) => {
    const dependencies = byModel.get(model.id) ?? [];
    if (dependencies.length === 0) return [modelWithoutSource(model)];
    return dependencies.map((dependency) => sourceRow(dependency, model, labels, edges));
  });
  return table(
    'models',
    'Models and their sources',
    ['Model', 'Source', 'Columns', 'Confidence', 'Way and evidence'],
    rows,
  );
}

function datasetsTable(map: DependencyMap): string {
  const labels = labelsOf(map);
  const [leaving, arriving] = [groupBy(map.edges, ({ from }) => from), groupBy(map.edges, ({ to }) => to)];
  const rows = map.datasets.map(({ id, kind, external, aliases }) => {
    const touching = [...(arriving.get(id) ?? []), ...(leaving.get(id) ?? [])];
    const uses = touching.map(({ from, to, relation, evidence: [proof] }) => {
      const activity = labels.get(relation === 'writes' ? from : to) ?? '';
      return `<li><b>${relation}</b> ${escapeHtml(activity)}${proof ? `<br>${place(proof)}` : ''}</li>`;
    });
    const spellings = aliases.map((alias) => `<br><span class="place">${escapeHtml(alias)}</span>`).join('');
    const name = `<a href="#graph" data-show="${escapeHtml(id)}">${escapeHtml(labels.get(id) ?? id)}</a>${spellings}`;
    return `<tr><td>${name}</td><td class="short">${kind}</td><td class="short">${external ? 'yes' : 'no'}</td><td><ul>${uses.join('')}</ul></td></tr>`;
  });
  return table('datasets', 'Datasets', ['Dataset', 'Kind', 'Source', 'Who reads and writes it'], rows);
}

function problemTables({ unresolved, failures }: DependencyMap): string[] {
  const cell = (text: string): string => `<td>${escapeHtml(text)}</td>`;
  return [
    table(
      'unresolved',
      'Accesses that could not be resolved',
      ['Where', 'Call', 'Why'],
      unresolved.map(
        ({ path, line, call, reason }) =>
          `<tr>${cell(`${path}:${line}`)}<td><code>${escapeHtml(call)}</code></td>${cell(reason)}</tr>`,
      ),
    ),
    table(
      'failures',
      'Files that could not be read',
      ['File', 'Error'],
      failures.map(({ path, error }) => `<tr>${cell(path)}${cell(error)}</tr>`),
    ),
  ];
}

/** Everything that the map says, as tables: the graph shows nothing that is not here. */
export function mapTables(map: DependencyMap): string {
  return [modelsTable(map), datasetsTable(map), ...problemTables(map)]
    .filter((text) => text !== '')
    .join('\n');
}
