import { type Flow, NO_FLOW } from '../values/flow.js';
import type { Text } from '../values/text.js';
import type { Reference, Value } from '../values/value.js';

const MAXIMUM_DEPTH = 4;
const MAXIMUM_PARTS = 200;

const numbers = new WeakMap<object, number>();
const flows = new WeakMap<Flow, string>();
let next = 1;

/** A number that stands for one object for as long as it lives. */
export function identityOf(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  next += 1;
  numbers.set(object, next);
  return next;
}

function flowSignature(flow: Flow): string {
  if (flow === NO_FLOW) return '||';
  const known = flows.get(flow);
  if (known !== undefined) return known;
  const columns = [...flow.columns].map(([name, origins]) => `${name}=${[...origins].sort().join(',')}`);
  const signature = `${columns.sort().join(';')}|${[...flow.rest].sort().join(',')}|${[...flow.rows].sort().join(',')}`;
  flows.set(flow, signature);
  return signature;
}

function textsSignature(texts: readonly Text[]): string {
  let signature = '';
  for (const { value, confidence } of texts) {
    const spelled = typeof value === 'string' ? value : `${typeof value} ${value}`;
    signature += `${confidence[0]}${spelled.length}:${spelled}`;
  }
  return signature;
}

function referenceSignature(reference: Reference, depth: number): string | undefined {
  switch (reference.kind) {
    case 'external':
      return `e${reference.name}`;
    case 'module':
      return `m${reference.path}`;
    case 'instance':
      return `i${reference.cell.id}@${reference.cell.fields.version}`;
    case 'method': {
      const receiver = signatureOf(reference.receiver, depth + 1);
      return receiver === undefined ? undefined : `r${reference.name}(${receiver})`;
    }
    case 'function': {
      const self = reference.self ? signatureOf(reference.self, depth + 1) : '';
      return self === undefined
        ? undefined
        : `f${identityOf(reference.definition)}.${identityOf(reference.scope)}(${self})`;
    }
    case 'class':
      return `c${identityOf(reference.definition)}`;
  }
}

/** Equal for values that interpretation cannot tell apart; undefined for values too large to compare. */
export function signatureOf(value: Value, depth = 0): string | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  const size = (value.items?.length ?? 0) + (value.fields?.size ?? 0) + (value.texts?.length ?? 0);
  if (size > MAXIMUM_PARTS) return undefined;
  const texts = value.texts ? textsSignature(value.texts) : `${value.hint ?? ''}~${value.why ?? ''}`;
  const parts = [texts, flowSignature(value.flow)];
  const children: (string | undefined)[] = [
    ...(value.references ?? []).map((each) => referenceSignature(each, depth)),
    ...(value.items ?? []).map((each) => signatureOf(each, depth + 1)),
    ...[...(value.fields ?? [])].map(([name, each]) => {
      const signature = signatureOf(each, depth + 1);
      return signature === undefined ? undefined : `${name}:${signature}`;
    }),
  ];
  for (const child of children) {
    if (child === undefined) return undefined;
    parts.push(child);
  }
  return `{${value.items ? 'l' : ''}${value.fields ? 'd' : ''}${parts.join('/')}}`;
}

/** Whether setting one for the other changes nothing. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  const signature = signatureOf(left);
  return signature !== undefined && signature === signatureOf(right);
}
