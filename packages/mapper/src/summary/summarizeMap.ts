import type { DependencyMap, MapDependency, MapEdge, MapModel } from '@driftline/contracts';
import { repositoryLabel } from '../compare/repositoryLabel.js';

const MAXIMUM_PROBLEMS = 20;

function nameOf(map: DependencyMap, id: string): string {
  const dataset = map.datasets.find((each) => each.id === id);
  if (dataset) return dataset.namespace === 'file' ? dataset.name : `${dataset.namespace}/${dataset.name}`;
  return (
    map.activities.find((each) => each.id === id)?.name ??
    map.models.find((each) => each.id === id)?.name ??
    id
  );
}

function placeOf(edge: MapEdge | undefined): string {
  const evidence = edge?.evidence[0];
  return evidence ? `${evidence.path}:${evidence.line}  ${evidence.text}` : '';
}

/** Each step of the path from the source to the model, with the line that proves it. */
function stepsOf(map: DependencyMap, dependency: MapDependency): string[] {
  return dependency.path.slice(1).map((to, index) => {
    const from = dependency.path[index];
    const edge = map.edges.find((each) => each.from === from && each.to === to);
    return `      ${(edge?.relation ?? '?').padEnd(6)} ${placeOf(edge)}`;
  });
}

function sourceLines(map: DependencyMap, dependency: MapDependency): string[] {
  const sure = dependency.confidence === 'exact' ? '' : `  (${dependency.confidence})`;
  const features = (dependency.features ?? []).map((each) => `${each.feature} <- ${each.columns.join(', ')}`);
  return [
    `    ${nameOf(map, dependency.source)}${sure}`,
    ...(features.length > 0 ? [`      features: ${features.join('; ')}`] : []),
    ...stepsOf(map, dependency),
  ];
}

function modelLines(map: DependencyMap, model: MapModel): string[] {
  const dependencies = map.dependencies.filter((each) => each.model === model.id);
  const count = dependencies.length === 1 ? '1 source' : `${dependencies.length} sources`;
  return [
    `  ${model.name}  [${model.framework}]  ${model.path}:${model.line}  ${count}`,
    ...dependencies.flatMap((dependency) => sourceLines(map, dependency)),
  ];
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MAXIMUM_PROBLEMS ? [`  and ${lines.length - MAXIMUM_PROBLEMS} more`] : [];
  return [
    '',
    `${title} (${lines.length}):`,
    ...lines.slice(0, MAXIMUM_PROBLEMS).map((line) => `  ${line}`),
    ...more,
  ];
}

/** The map for a person: every model with its sources and the lines that prove them, then what could not be resolved. */
export function summarizeMap(map: DependencyMap): string {
  const { files, lines, seconds } = map.statistics;
  const skipped = Object.entries(map.statistics.skipped).map(([reason, count]) => `${count} ${reason}`);
  return [
    `${repositoryLabel(map)}${map.repository.commit ? ` at ${map.repository.commit.slice(0, 12)}` : ''}`,
    `${files} files, ${lines} lines in ${seconds.toFixed(1)} s${skipped.length > 0 ? `; skipped: ${skipped.join(', ')}` : ''}`,
    `${map.datasets.length} datasets, ${map.activities.length} activities, ${map.models.length} models, ${map.graphs.length} pipelines`,
    '',
    ...(map.notices ?? []).map(({ code, message, action }) => `${message} ${action} (${code})`),
    ...(map.models.length > 0 ? ['Models:'] : []),
    ...map.models.flatMap((model) => modelLines(map, model)),
    ...listed(
      'Unresolved',
      map.unresolved.map((each) => `${each.path}:${each.line}  ${each.call}  ${each.reason}`),
    ),
    ...listed(
      'Failures',
      map.failures.map((each) => `${each.path}: ${each.error}`),
    ),
    '',
  ].join('\n');
}
