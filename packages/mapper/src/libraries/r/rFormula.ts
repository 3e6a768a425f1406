import {
  blend,
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  pickColumns,
  valueOrigins,
  withoutColumns,
} from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { flowOf, type Value } from '../../values/value.js';

/** What a model formula names. */
export interface Formula {
  labels: string[];
  features: string[];
  /** Columns that are taken away from all others. */
  without: string[];
  /** `.`: every other column. */
  all: boolean;
}

/** Names of columns in one side of a formula: functions, their options and numbers are none. */
function columnsIn(side: string): string[] {
  const plain = side.replace(/(["']).*?\1/g, ' ').replace(/\b[\w.]+\s*=(?!=)\s*[^,)]*/g, ' ');
  const names = [...plain.matchAll(/(?:[\w.]+\$)?(`[^`]+`|[A-Za-z.][\w.]*)(?!\s*[\w.]*\s*(?:\(|::|\$))/g)];
  return names
    .map((match) => (match[1] ?? '').replaceAll('`', ''))
    .filter((name) => name !== '.' && !/^(T|F|TRUE|FALSE|NULL|NA|pi)$/.test(name));
}

/** Reads the text of a formula; undefined when it is none. */
function readFormula(text: string): Formula | undefined {
  const cut = text.indexOf('~');
  if (cut < 0) return undefined;
  const [left, right] = [text.slice(0, cut), text.slice(cut + 1)];
  const without = [...right.matchAll(/-\s*(`[^`]+`|[A-Za-z.][\w.]*)/g)].map((match) =>
    (match[1] ?? '').replaceAll('`', ''),
  );
  const labels = [...new Set(columnsIn(left))];
  const features = [...new Set(columnsIn(right))].filter((name) => !without.includes(name));
  return { labels, features, without, all: /(^|[^\w.)])\.($|[^\w.])/.test(` ${right} `) };
}

/** The one formula that a value is known to be. */
export function formulaOf(value: Value | undefined): Formula | undefined {
  const formulas = stringsOf(value).flatMap((text) => readFormula(text) ?? []);
  return formulas.length === 1 ? formulas[0] : undefined;
}

export interface FeaturesAndLabels {
  features: Flow;
  labels: Flow;
}

/** The columns that a formula takes from the data; all of them when it is not known. */
function byFormula(formula: Formula | undefined, data: Flow): FeaturesAndLabels {
  if (!formula) return { features: data, labels: NO_FLOW };
  const labels = blend(pickColumns(data, formula.labels));
  const named = pickColumns(data, formula.features);
  const others = formula.all ? withoutColumns(data, [...formula.labels, ...formula.without]) : NO_FLOW;
  const features = joinFlows(named, others);
  // A formula of nothing but an intercept still has its label.
  return { features: isEmptyFlow(features) ? { ...NO_FLOW, rows: valueOrigins(labels) } : features, labels };
}

/** Features and labels of a formula over a frame; without a frame, what the variables of the formula hold. */
export function dataOfFormula(formula: Value | undefined, data: Value | undefined): FeaturesAndLabels {
  const flow = data ? flowOf(data) : NO_FLOW;
  if (!isEmptyFlow(flow)) return byFormula(formulaOf(formula), flow);
  return { features: formula ? flowOf(formula) : NO_FLOW, labels: NO_FLOW };
}
