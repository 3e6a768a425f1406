import type { Program, Statement } from '../../facts/program.js';
import { constantOf, THIS } from '../java/jvmLowering.js';
import { packageStatement } from '../java/lowerImports.js';
import { scalaString } from './lowerText.js';

const PACKAGE = /^[ \t]*package[ \t]+([\w.]+)[ \t]*;?[ \t]*$/gm;
const OBJECT = /^([ \t]*)(?:\w+[ \t]+)*object[ \t]+(\w+)/;
const VALUE =
  /^[ \t]+(?:(?:private|protected|final|implicit|lazy|override)(?:\[\w+\])?[ \t]+)*va[lr][ \t]+(\w+)(?:[ \t]*:[ \t]*[\w.]+)?[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)*"|-?\d+)[ \t]*(?:\/\/.*)?$/;

/**
 * Constants of the objects of a file, read line by line. The grammar is slow; a file that names nothing of data is not worth
 * it, but others may import its constants.
 */
export function readConstants(text: string): Program {
  const names = [...text.matchAll(PACKAGE)].map((match) => match[1] ?? '');
  const body: Statement[] = [packageStatement(names.join('.'))];
  let values: Statement[] | undefined;
  for (const line of text.split('\n')) {
    const object = OBJECT.exec(line);
    if (object?.[1] === '') {
      values = [];
      const name = object[2] ?? '';
      const self = {
        kind: 'function' as const,
        name: '__init__',
        parameters: [{ name: 'this' }],
        body: values,
        decorators: [],
        at: [1, 1, 0, 0] as const,
      };
      body.push(
        { kind: 'class', name: `${name}$`, bases: [], body: [self], decorators: [] },
        {
          kind: 'assign',
          targets: [{ kind: 'name', name }],
          value: {
            kind: 'call',
            callee: { kind: 'name', name: `${name}$` },
            args: [],
            at: [1, 1, body.length, body.length],
          },
        },
      );
    }
    const value = VALUE.exec(line);
    if (!value || !values) continue;
    const literal = value[2] ?? '';
    values.push({
      kind: 'assign',
      targets: [{ kind: 'member', of: THIS, name: value[1] ?? '' }],
      value: constantOf(literal.startsWith('"') ? scalaString(literal) : Number(literal)),
    });
  }
  return { language: 'scala', body, calls: [] };
}
