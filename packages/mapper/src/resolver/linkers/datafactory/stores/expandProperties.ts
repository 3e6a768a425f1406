import type { MapConfidence } from '@driftline/contracts';
import type { ConfigValue } from '../../../../facts/configValue.js';
import { type ExpressionScope, evaluateValue } from '../expressions/evaluateExpression.js';
import { combinations, derived, type Known, known, spelled } from '../expressions/known.js';
import { isObject, type JsonObject, textAt } from '../json.js';

/** Properties as texts, in one of the combinations that their expressions may have. */
export interface Expanded {
  values: Readonly<Record<string, string>>;
  confidence: MapConfidence;
  why?: string;
}

/** A secret is known by its name only. */
function secretName(value: ConfigValue): string | undefined {
  if (!isObject(value)) return undefined;
  if (value.type === 'AzureKeyVaultSecret') {
    const name = value.secretName;
    return typeof name === 'string' ? name : (textAt(name, 'value') ?? 'secret');
  }
  return value.type === 'SecureString' ? textAt(value, 'value') : undefined;
}

function alternatives(value: ConfigValue, scope: ExpressionScope): readonly Known[] | undefined {
  const secret = secretName(value);
  if (secret !== undefined) {
    const isHole = isObject(value) && value.type === 'AzureKeyVaultSecret' && !secret.startsWith('@');
    return isHole ? [known(`{${secret}}`, 'possible')] : evaluateValue(secret, scope);
  }
  if (isObject(value) && value.type !== 'Expression') return undefined;
  return Array.isArray(value) ? undefined : evaluateValue(value, scope);
}

/** Every combination of what the members of an object may be; members that are lists or objects are left out. */
export function expandProperties(properties: JsonObject, scope: ExpressionScope): Expanded[] {
  const names: string[] = [];
  const options: (readonly Known[])[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const found = value === null ? undefined : alternatives(value, scope);
    if (!found) continue;
    names.push(name);
    options.push(found);
  }
  return combinations(options).map((given): Expanded => {
    const { confidence, why } = derived(null, given);
    const values = Object.fromEntries(
      names.map((name, index) => [name, spelled(given[index]?.value ?? null)]),
    );
    return why === undefined ? { values, confidence } : { values, confidence, why };
  });
}
