import type { SqlTable } from '../../../facts/sqlScript.js';
import type { Flow } from '../../../values/flow.js';
import type { ActivityRecord, Place } from '../../../values/records.js';
import type { Recorder } from '../../recorder.js';
import type { DbtNode } from './dbtProject.js';
import type { ProjectRelations } from './projectRelations.js';

/** Records what resources of a project read and write. */
export class AccessWriter {
  constructor(
    private readonly relations: ProjectRelations,
    readonly recorder: Recorder,
  ) {}

  place(path: string, line: number, endLine = line): Place {
    return { path, at: [line, endLine, -line, -line] };
  }

  /** Records the relation that a node fills. */
  write(node: DbtNode, activity: ActivityRecord, flow: Flow): void {
    const dataset = this.relations.intern(this.relations.datasetOf({ node, line: node.line }), node.path);
    this.recorder.access('writes', activity, dataset, this.place(node.path, node.line), {
      confidence: this.confidenceOf(dataset),
      analyzer: 'dbt',
      flow,
    });
  }

  read(activity: ActivityRecord, path: string, table: SqlTable): number {
    const dataset = this.relations.intern(table, path);
    this.recorder.access('reads', activity, dataset, this.place(path, Math.max(1, table.line)), {
      confidence: this.confidenceOf(dataset),
      analyzer: 'dbt',
    });
    return dataset;
  }

  private confidenceOf(dataset: number): 'possible' | 'exact' {
    const name = this.recorder.datasets.records[dataset]?.name ?? '';
    return /\{[^{}]*\}/.test(name) ? 'possible' : 'exact';
  }
}
