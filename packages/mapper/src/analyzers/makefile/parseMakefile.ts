import { type LogicalLine, logicalLines } from './logicalLines.js';

export interface MakeRule {
  targets: string;
  needs: string;
  line: number;
  recipe: LogicalLine[];
}

/** What a Makefile says, before variables are filled in. */
export interface Makefile {
  variables: Map<string, string>;
  exported: Set<string>;
  phony: string[];
  rules: MakeRule[];
}

const ASSIGNMENT =
  /^\s*(?:override\s+)?(export\s+)?(?:override\s+)?([\w.-]+)\s*(::?:?=|\?=|\+=|!=|=)\s*([\s\S]*)$/;
const RULE = /^([^\t#=][^#=]*?)\s*(::?)(?!=)\s*([^=]*?)(?:;\s*([\s\S]*))?$/;
const SKIPPED = /^\s*(-?s?include|ifn?eq|ifn?def|else|endif|unexport|vpath|undefine)\b/;

function plain(text: string): string {
  return text.replace(/\\\s*\n\s*/g, ' ').trim();
}

class Reader {
  readonly found: Makefile = { variables: new Map(), exported: new Set(), phony: [], rules: [] };
  private rule: MakeRule | undefined;
  private definition: { name: string; lines: string[] } | undefined;

  read(line: LogicalLine): void {
    if (this.definition) this.define(line);
    else if (line.text.startsWith('\t')) this.rule?.recipe.push({ ...line, text: line.text.slice(1) });
    else if (line.text.trim() === '' || SKIPPED.test(line.text)) return;
    else this.statement({ ...line, text: line.text.replace(/(^|\s)#.*$/, '') });
  }

  private define(line: LogicalLine): void {
    if (!/^\s*endef\b/.test(line.text)) this.definition?.lines.push(line.text);
    else if (this.definition) {
      this.found.variables.set(this.definition.name, this.definition.lines.join('\n'));
      this.definition = undefined;
    }
  }

  private statement(line: LogicalLine): void {
    const definition = /^\s*(?:export\s+)?define\s+([\w.-]+)/.exec(line.text);
    if (definition) {
      this.definition = { name: definition[1] ?? '', lines: [] };
      return;
    }
    const assignment = ASSIGNMENT.exec(line.text);
    if (assignment) this.assign(assignment);
    else if (/^\s*export\s+[\w\s]+$/.test(line.text))
      for (const name of line.text.trim().split(/\s+/).slice(1)) this.found.exported.add(name);
    else this.startRule(line);
  }

  private assign([, exports, name = '', operator = '=', value = '']: RegExpExecArray): void {
    const { variables, exported } = this.found;
    const known = variables.get(name);
    const given = operator === '!=' ? `$(shell ${plain(value)})` : plain(value);
    if (operator === '+=') variables.set(name, known === undefined ? given : `${known} ${given}`);
    else if (operator !== '?=' || known === undefined) variables.set(name, given);
    if (exports) exported.add(name);
  }

  /** `target: needs`, or a value that holds for one target only, which is taken for the file's. */
  private startRule(line: LogicalLine): void {
    const own = /^[^:=]+:\s*(?:export\s+)?([\w.-]+)\s*[:?+]?=\s*([\s\S]*)$/.exec(line.text);
    if (own) {
      this.found.variables.set(own[1] ?? '', plain(own[2] ?? ''));
      return;
    }
    const match = RULE.exec(line.text);
    if (!match) return;
    const [, targets = '', , needs = '', first] = match;
    if (plain(targets) === '.PHONY') this.found.phony.push(...plain(needs).split(/\s+/));
    this.rule = {
      targets: plain(targets),
      needs: plain(needs).replace('|', ' '),
      line: line.line,
      recipe: [],
    };
    if (first !== undefined) this.rule.recipe.push({ ...line, text: first });
    if (!/^\.[A-Z_]+$/.test(plain(targets))) this.found.rules.push(this.rule);
  }
}

/** Reads variables and rules; both sides of a condition hold. */
export function parseMakefile(text: string): Makefile {
  const reader = new Reader();
  for (const line of logicalLines(text)) reader.read(line);
  return reader.found;
}
