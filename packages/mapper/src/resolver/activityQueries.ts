import type { Call, QueryOptions, TableSpace } from '../interpreter/machine.js';
import type { Frame } from '../interpreter/runtime.js';
import { type Flow, isEmptyFlow, joinFlows, NO_FLOW } from '../values/flow.js';
import type { Place } from '../values/records.js';
import { isOnlyHoles, spell, type Text } from '../values/text.js';
import { constant, flowOf, type Value } from '../values/value.js';
import type { ActivityAccesses } from './activityAccesses.js';
import { applySql, type SqlContext } from './applySql.js';
import type { Recorder } from './recorder.js';

/** Stores whose queries are KQL. */
const KUSTO = /^(azurekusto|kusto|loganalytics|applicationinsights)\b/;

/** Queries that one activity runs, given as texts. */
export class ActivityQueries {
  constructor(
    private readonly recorder: Recorder,
    private readonly frame: Frame,
    private readonly accesses: ActivityAccesses,
  ) {}

  run(call: Call, sql: Value | undefined, space: TableSpace, options: QueryOptions = {}): Flow {
    if (!sql?.texts) {
      this.accesses.unresolved(call, `the query is not a constant: ${sql?.why ?? 'no argument gives it'}`);
      return sql ? flowOf(sql) : NO_FLOW;
    }
    return sql.texts.map((text) => this.runQuery(call, text, space, options)).reduce(joinFlows, NO_FLOW);
  }

  private runQuery(call: Call, text: Text, space: TableSpace, options: QueryOptions): Flow {
    const query = spell(text.value);
    if (isOnlyHoles(query)) {
      this.accesses.unresolved(call, 'the query is not a constant');
      return NO_FLOW;
    }
    const language = KUSTO.test(space.namespace) ? 'kql' : 'sql';
    if (language === 'sql' && /^[\w.{}`-]+$/.test(query.trim())) {
      return this.accesses.read(call, constant(query.trim()), {
        kind: 'table',
        namespace: this.accesses.known(space, null).namespace,
      });
    }
    const script = this.recorder.embeddedFacts(language, query)?.sql;
    if (!script) return NO_FLOW;
    const [problem] = script.problems;
    const prefix = language === 'sql' ? 'the query does not parse: ' : '';
    if (problem) this.accesses.unresolved(call, `${prefix}${problem.reason}`);
    const own = this.accesses.known(space, script.dialect, script.sure);
    const { firstLine } = options;
    const place = (line: number, endLine: number): Place => {
      const whole = this.accesses.place(call);
      if (firstLine === undefined) return whole;
      const [from, to] = [firstLine + line - 1, firstLine + endLine - 1];
      return { path: whole.path, at: [from, to, -from, -from] };
    };
    return applySql(this.recorder, script, {
      activity: this.frame.activity,
      space: own,
      place,
      confidence: text.confidence,
      analyzer: language,
      built: true,
      views: this.views(options),
    });
  }

  private views({ variables }: QueryOptions): NonNullable<SqlContext['views']> {
    const variable = (name: string): Flow | undefined => {
      const value = variables ? this.frame.scope.get(name) : undefined;
      return value && !isEmptyFlow(flowOf(value)) ? flowOf(value) : undefined;
    };
    return {
      get: (name) => this.recorder.sessions.view(this.frame.activity, name) ?? variable(name),
      set: (name, flow) => this.recorder.sessions.setView(this.frame.activity, name, flow),
    };
  }
}
