import type { MapChange, MapDiffModel } from '@driftline/contracts';
import type { MapItem } from './mapItems.js';

type Items = ReadonlyMap<string, MapItem>;

const MAXIMUM_NAMED = 8;

function list(parts: readonly string[]): string {
  const more = parts.length > MAXIMUM_NAMED ? [`and ${parts.length - MAXIMUM_NAMED} more`] : [];
  return [...parts.slice(0, MAXIMUM_NAMED), ...more].join('; ');
}

/** The sources of one model that changed, with what the change of the source or of the dependency says. */
function changedInputs(model: string, reaching: readonly MapChange[], base: Items, head: Items): string[] {
  const inputs = new Map<string, { label: string; changes: MapChange[] }>();
  for (const change of reaching) {
    const item = head.get(change.key) ?? base.get(change.key);
    const source = item?.ends ? item.ends.source : change.subject === 'source' ? change.key : undefined;
    if (source === undefined || (item?.ends && item.ends.model !== model)) continue;
    const label = (head.get(source) ?? base.get(source))?.label ?? source;
    const input = inputs.get(source) ?? { label, changes: [] };
    inputs.set(source, { label, changes: [...input.changes, change] });
  }
  return [...inputs.values()].map(({ label, changes }) => {
    const own = changes.find(({ subject }) => subject === 'dependency');
    const kind = own?.change ?? changes[0]?.change ?? 'changed';
    const members = new Set(changes.flatMap(({ details }) => details.map(({ member }) => member)));
    return kind === 'changed' ? `${label} changed (${[...members].sort().join(', ')})` : `${label} ${kind}`;
  });
}

function summaryOf(
  state: MapDiffModel['state'],
  inputs: readonly string[],
  reaching: readonly MapChange[],
): string {
  if (state === 'appeared') return `This model is new${inputs.length > 0 ? `: ${list(inputs)}` : ''}.`;
  if (state === 'vanished') return 'This model is gone.';
  if (inputs.length > 0) return `This model's inputs changed: ${list(inputs)}.`;
  const steps = reaching.map(({ label, change }) => `${label} (${change})`);
  return `This model's sources are the same, but what leads to it changed: ${list(steps)}.`;
}

/** What the changes mean for every model that they reach, models in the order of their keys. */
export function describeModels(changes: readonly MapChange[], base: Items, head: Items): MapDiffModel[] {
  const keys = [...new Set(changes.flatMap(({ reaches }) => reaches))].sort();
  return keys.map((key) => {
    const reaching = changes.filter(({ reaches }) => reaches.includes(key));
    const inputs = changedInputs(key, reaching, base, head);
    const model = head.get(key) ?? base.get(key);
    const state = !base.has(key) ? 'appeared' : head.has(key) ? 'kept' : 'vanished';
    return {
      key,
      name: model?.label ?? key,
      path: model?.path ?? '',
      state,
      inputsChanged: inputs.length > 0,
      changes: reaching.map((change) => change.key),
      summary: summaryOf(state, inputs, reaching),
    };
  });
}
