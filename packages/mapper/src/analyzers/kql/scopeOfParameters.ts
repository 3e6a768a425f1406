import { KqlScope } from './kqlScope.js';
import { emptyRelation } from './relation.js';

/** Parameters of a stored function, as `(T:(a:string), since:timespan = 1d)`: what is given for them stands elsewhere. */
export function scopeOfParameters(list: string): KqlScope {
  const scope = new KqlScope();
  const flat = list.slice(1, -1).replace(/:\s*\([^)]*\)/g, ':table');
  for (const [, name = '', type] of flat.matchAll(/(?:^|,)\s*([\w-]+)\s*:\s*(\w+)/g)) {
    const relation = emptyRelation();
    scope.names.set(name, type === 'table' ? { kind: 'table', relation } : { kind: 'scalar', relation });
  }
  return scope;
}
