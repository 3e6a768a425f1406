import type { Access, Call, TableSpace } from '../interpreter/machine.js';
import type { Frame } from '../interpreter/runtime.js';
import { addData, cellsOf, dataOf, storedField } from '../libraries/arguments.js';
import { UNKNOWN_SPACE } from '../libraries/tableSpace.js';
import { type Flow, flowOfDataset, isEmptyFlow, joinFlows, NO_FLOW } from '../values/flow.js';
import type { Place } from '../values/records.js';
import { isOnlyHoles, spell, type Text, weaker } from '../values/text.js';
import { flowOf, type Value } from '../values/value.js';
import { datasetOfLocation } from './datasetOfLocation.js';
import { unsettledNamespace } from './dialects.js';
import type { Recorder } from './recorder.js';

const HELD = /^(io|file|archive|http)\./;

/** An open file, a buffer, a part of an archive: reading it gives what it holds, and is no further access. */
function isHeld(location: Value): boolean {
  return !location.texts && cellsOf(location).some((cell) => HELD.test(cell.type));
}

/** Data at hand, or a path below data that was fetched to a place nobody knows: reading it is no further access. */
function carriesData(location: Value): boolean {
  const unnamed = !location.texts && !location.items;
  const below = location.texts?.every((text) => /^\{[^{}]*\}\//.test(spell(text.value))) ?? false;
  return (unnamed || below) && !isEmptyFlow(flowOf(location));
}

function reasonOf(location: Value | undefined): string {
  if (!location) return 'no argument names the data';
  return `argument is not a constant: ${location.why ?? 'a computed value'}`;
}

/** Reads and writes of one activity, as calls in one frame ask for them. */
export class ActivityAccesses {
  constructor(
    private readonly recorder: Recorder,
    private readonly frame: Frame,
  ) {}

  read(call: Call, location: Value | undefined, access: Access = {}): Flow {
    if (location && isHeld(location)) return dataOf(location);
    if (location && carriesData(location)) return flowOf(location);
    return this.locations(call, location)
      .map((text) => {
        const dataset = this.dataset(text, access);
        const confidence = weaker(text.confidence, access.confidence ?? 'exact');
        this.recorder.access('reads', this.frame.activity, dataset, this.place(call), {
          confidence,
          analyzer: this.frame.language,
        });
        if (access.columns) this.recorder.datasets.addColumns(dataset, access.columns);
        return flowOfDataset(dataset, access.columns);
      })
      .reduce(joinFlows, NO_FLOW);
  }

  write(call: Call, location: Value | undefined, data: Flow, access: Access = {}): void {
    if (location?.references?.some((each) => each.kind === 'instance') && !location.texts) {
      const opened = storedField(location, 'location');
      if (opened?.texts) this.write(call, opened, data, access);
      else addData(location, data);
      return;
    }
    for (const text of this.locations(call, location)) {
      const dataset = this.dataset(text, access);
      const confidence = weaker(text.confidence, access.confidence ?? 'exact');
      const details = { confidence, analyzer: this.frame.language, flow: data };
      this.recorder.access('writes', this.frame.activity, dataset, this.place(call), details);
      if (access.models) this.recorder.save(dataset, access.models);
    }
  }

  /** A space that nothing names is settled once the whole repository is known. */
  known(space: TableSpace, dialect: string | null, sure = false): TableSpace {
    return space.namespace === UNKNOWN_SPACE.namespace
      ? { ...space, namespace: unsettledNamespace(dialect, sure) }
      : space;
  }

  /** A local path as the activity means it, whose folder may have changed. */
  locate(path: string): string {
    const directory = this.recorder.sessions.directoryOf(this.frame.activity);
    const { paths } = this.recorder;
    const plain = paths.locate(path, this.frame.scope.path);
    const absolute = /^([/~{]|[A-Za-z]:[\\/])/.test(path);
    if (directory === '' || absolute) return plain;
    // A folder of somebody's machine may be the repository itself.
    const below = paths.locate(`${directory}/${path}`, this.frame.scope.path);
    return !paths.has(below) && paths.has(plain) ? plain : below;
  }

  unresolved(call: Call, reason: string): void {
    this.recorder.unresolved(this.place(call), reason, this.frame.activity.key);
  }

  place(call: Call): Place {
    if (call.place) return call.place;
    const { anchor, linesBefore } = this.frame;
    if (linesBefore === undefined) return { path: this.frame.scope.path, at: anchor ?? call.at };
    const [line, endLine] = [call.at[0] + linesBefore, call.at[1] + linesBefore];
    return { path: this.frame.scope.path, at: [line, endLine, -line, -line] };
  }

  /** Every text that a location may be; what is not known is listed, not guessed. */
  private locations(call: Call, location: Value | undefined): Text[] {
    if (location?.items) return location.items.flatMap((item) => this.locations(call, item));
    const texts = (location?.texts ?? []).filter(
      (text) => typeof text.value === 'string' && text.value !== '',
    );
    const usable = texts.filter(
      (text) => !isOnlyHoles(spell(text.value)) || /^\{[^{}]*\}$/.test(spell(text.value)),
    );
    if (usable.length === 0) this.unresolved(call, reasonOf(location));
    return usable;
  }

  private dataset(text: Text, access: Access): number {
    const written = spell(text.value);
    const owner = /^\{[^{}]*\}$/.test(written) ? this.frame.activity.key : '';
    const { datasets } = this.recorder;
    if (access.namespace !== undefined) {
      const { namespace } = this.known({ namespace: access.namespace, prefix: '' }, null);
      return datasets.intern(namespace, written, access.kind, owner);
    }
    const { namespace, name } = datasetOfLocation(written);
    // A request goes to a server, although nothing says to which.
    if (namespace === 'file' && access.kind === 'api' && written.startsWith('{'))
      return datasets.intern('https', written, 'api', owner);
    const local = namespace === 'file' ? this.locate(name) : name;
    return datasets.intern(
      namespace,
      local,
      namespace === 'file' && access.kind === 'api' ? undefined : access.kind,
      owner,
    );
  }
}
