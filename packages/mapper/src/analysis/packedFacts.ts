import type { Facts } from '../facts/facts.js';
import type { Program, Statement } from '../facts/program.js';
import { type ProgramSummary, summarizeProgram } from './programSummary.js';

/**
 * Facts as text, which crosses threads, rests in memory and is stored cheaply. The body of a program is a text of its own:
 * most bodies are never needed, so nobody pays for parsing them.
 */
export interface PackedFacts {
  facts: string;
  body?: string;
  /** What can be asked of a program without its body. */
  summary?: ProgramSummary;
}

/** A program whose body is parsed when somebody first looks at it. */
class PackedProgram implements Program {
  private parsed: Statement[] | undefined;

  constructor(
    readonly language: string,
    readonly calls: string[],
    private text: string,
  ) {}

  get body(): Statement[] {
    this.parsed ??= JSON.parse(this.text) as Statement[];
    this.text = '';
    return this.parsed;
  }
}

export function packFacts(facts: Facts): PackedFacts {
  const { program } = facts;
  if (!program) return { facts: JSON.stringify(facts) };
  const { language, calls, body } = program;
  return {
    facts: JSON.stringify({ ...facts, program: { language, calls, body: [] } }),
    body: JSON.stringify(body),
    summary: summarizeProgram(program),
  };
}

export function restoreFacts({ facts, body }: PackedFacts): Facts {
  const restored = JSON.parse(facts) as Facts;
  const { program } = restored;
  if (!program || body === undefined) return restored;
  return { ...restored, program: new PackedProgram(program.language, program.calls, body) };
}
