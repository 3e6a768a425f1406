import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The part of a syntax node of the Kusto language service that is used here. */
export interface KustoNode {
  readonly NameInParent: string | null;
  readonly ChildCount: number;
  readonly TextStart: number;
  readonly End: number;
  GetChild(index: number): KustoNode | null;
}

interface KustoList<Item> {
  readonly Count: number;
  getItem(index: number): Item;
}

interface KustoDiagnostic {
  Message: string;
  Start: number;
}

interface KustoQuery extends KustoNode {
  /** A list when there are any, else an empty array. */
  GetContainedSyntaxDiagnostics(): KustoList<KustoDiagnostic> | KustoDiagnostic[];
}

interface KustoLanguage {
  Parsing: { QueryParser: { ParseQuery$1(text: string): KustoQuery } };
  GlobalState: {
    Default: { GetFunction(name: string): object | null; GetAggregate(name: string): object | null };
  };
}

export interface KustoParse {
  root: KustoNode;
  /** Offsets into the text. */
  errors: { message: string; start: number }[];
}

/** The language service registers itself globally, as it was compiled for a browser. */
function hasKusto(scope: object): scope is { Kusto: { Language: KustoLanguage } } {
  return 'Kusto' in scope;
}

function itemsOf<Item>(list: KustoList<Item> | Item[]): Item[] {
  if (Array.isArray(list)) return list;
  return Array.from({ length: list.Count }, (_each, index) => list.getItem(index));
}

/**
 * Microsoft's parser of KQL, loaded once in each thread and only where KQL occurs. Its parser of queries alone starts in a third
 * of the time that the whole service takes.
 */
class KustoParser {
  private language: KustoLanguage | undefined;

  load(): void {
    if (this.language) return;
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
    const scope: object = globalThis;
    if (!hasKusto(scope)) return;
    this.language = scope.Kusto.Language;
  }

  /** Undefined when the parser gave up, as on nesting that is too deep for its stack. */
  parse(text: string): KustoParse | undefined {
    try {
      const root = this.language?.Parsing.QueryParser.ParseQuery$1(text);
      if (!root) return undefined;
      const errors = itemsOf(root.GetContainedSyntaxDiagnostics());
      return {
        root,
        errors: errors.map((each) => ({ message: each.Message, start: each.Start })),
      };
    } catch {
      return undefined;
    }
  }

  /** Whether a name is a function of the language that answers a value, not a table. */
  isScalarFunction(name: string): boolean {
    const known = this.language?.GlobalState.Default;
    return Boolean(known?.GetFunction(name) ?? known?.GetAggregate(name));
  }
}

export const kustoParser = new KustoParser();
