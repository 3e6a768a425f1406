import { parse, tokenize } from '@huggingface/jinja';
import { isNode, type JinjaNode } from './jinjaNode.js';
import { rewriteTags } from './rewriteTags.js';

export interface ParsedTemplate {
  body: JinjaNode[];
  error?: string;
}

/** Larger templates cost more than they tell. */
const MAXIMUM_CHARACTERS = 300_000;

/** Parses a template; one that cannot be parsed has no body and an error. */
export function parseTemplate(template: string, lines: boolean): ParsedTemplate {
  if (template.length > MAXIMUM_CHARACTERS) return { body: [], error: 'the template is too large' };
  try {
    const program: unknown = parse(tokenize(rewriteTags(template, lines)));
    const body = isNode(program) && Array.isArray(program.body) ? program.body.filter(isNode) : [];
    return { body };
  } catch (error) {
    return { body: [], error: error instanceof Error ? error.message : String(error) };
  }
}
