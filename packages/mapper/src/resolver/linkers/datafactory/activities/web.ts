import { NO_FLOW } from '../../../../values/flow.js';
import { partOf, textAt } from '../json.js';
import { type FactoryPlace, isOpen } from '../stores/place.js';
import type { ActivityContext } from './activityContext.js';

/** A call over HTTP: GET reads, whatever carries a body writes. */
export function web(context: ActivityContext): void {
  const member = 'typeProperties.url';
  const method = (textAt(context.typeProperties, 'method') ?? 'GET').toUpperCase();
  const places = context.texts('url').map(({ text, known }): FactoryPlace => {
    const place: FactoryPlace = {
      name: text,
      kind: 'api',
      confidence: /\{[^{}]*\}/.test(text) ? 'possible' : known.confidence,
    };
    const open = isOpen(text) || !/^https?:/i.test(text);
    const full = known.why === undefined ? place : { ...place, why: known.why };
    return open ? { ...full, open: true } : full;
  });
  if (method === 'GET') context.readPlaces(places, member);
  else if (partOf(context.typeProperties, 'body') !== undefined) context.writePlaces(places, member, NO_FLOW);
}
