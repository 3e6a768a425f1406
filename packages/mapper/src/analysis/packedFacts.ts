import { deflateSync, inflateSync } from 'node:zlib';
import type { Facts } from '../facts/facts.js';
import type { Program, Statement } from '../facts/program.js';
import { type ProgramSummary, summarizeProgram } from './programSummary.js';

/**
 * Facts in a form that crosses threads, rests in memory and is stored cheaply. The body of a program is compressed apart:
 * most bodies are never needed, so nobody pays for parsing them.
 */
export interface PackedFacts {
  facts: string;
  body?: Uint8Array;
  /** What can be asked of a program without its body. */
  summary?: ProgramSummary;
}

/** A program whose body is parsed when somebody first looks at it. */
class PackedProgram implements Program {
  private parsed: Statement[] | undefined;

  constructor(
    readonly language: string,
    readonly calls: string[],
    private packed: Uint8Array | undefined,
  ) {}

  get body(): Statement[] {
    if (this.packed) this.parsed = unpackBody(this.packed);
    this.packed = undefined;
    return this.parsed ?? [];
  }
}

function unpackBody(packed: Uint8Array): Statement[] {
  return JSON.parse(inflateSync(packed).toString('utf8'));
}

export function packFacts(facts: Facts): PackedFacts {
  const { program } = facts;
  if (!program) return { facts: JSON.stringify(facts) };
  const { language, calls, body } = program;
  return {
    facts: JSON.stringify({ ...facts, program: { language, calls, body: [] } }),
    body: new Uint8Array(deflateSync(JSON.stringify(body), { level: 1 })),
    summary: summarizeProgram(program),
  };
}

export function restoreFacts({ facts, body }: PackedFacts): Facts {
  const restored: Facts = JSON.parse(facts);
  const { program } = restored;
  if (!program || body === undefined) return restored;
  return { ...restored, program: new PackedProgram(program.language, program.calls, body) };
}
