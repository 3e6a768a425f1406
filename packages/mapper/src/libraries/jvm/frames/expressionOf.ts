import { carrying, constant, type Value } from '../../../values/value.js';
import { columnFlow } from '../columnExpressions.js';

const IDENTIFIERS = /`([^`]+)`|\b([A-Za-z_]\w*)\b(?!\s*\()/g;

const KEYWORDS =
  /^(and|or|not|as|case|when|then|else|end|in|is|null|like|between|true|false|cast|int|double|string|distinct|asc|desc|interval|date|timestamp|over|partition|by|order|rows)$/i;

export function expressionOf(text: string): Value {
  const alias = /\s+as\s+`?(\w+)`?\s*$/i.exec(text);
  const body = alias ? text.slice(0, alias.index) : text;
  const plain = body.replace(/'[^']*'/g, ' ');
  const names = [...plain.matchAll(IDENTIFIERS)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((name) => !KEYWORDS.test(name));
  const name = alias?.[1] ?? (/^\s*`?\w+`?\s*$/.test(body) ? body.trim().replaceAll('`', '') : undefined);
  return {
    ...carrying(columnFlow(names)),
    ...(name === undefined ? {} : { fields: new Map([['<name>', constant(name)]]) }),
  };
}
