import type { Notifier, NotifierOptions } from './notifier.js';
import { createWebhookNotifier } from './webhook/webhookNotifier.js';

/** Every notifier. Adding one: its folder and its line here. */
const FACTORIES: readonly ((options: NotifierOptions) => Notifier)[] = [createWebhookNotifier];

/** The notifiers by name. */
export function createNotifiers(options: NotifierOptions): ReadonlyMap<string, Notifier> {
  const notifiers = FACTORIES.map((create) => create(options));
  return new Map(notifiers.map((notifier) => [notifier.name, notifier]));
}
