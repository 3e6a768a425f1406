import { createDeliverer, createNotifiers, type Deliverer, type Platform } from '@driftline/platform';

/** Sends alerts; what is to be tried again is handed out when its time has come. Webhooks follow wall time. */
export function alertDeliverer(platform: Platform): Deliverer {
  const { database, secretBox, config, queue, metrics } = platform;
  return createDeliverer({
    database,
    secretBox,
    metrics,
    notifiers: createNotifiers({ allowPrivate: config.allowPrivateWebhooks }),
    schedule: (deliveryId, delayMs) => queue.add('deliverAlert', { deliveryId }, { delayMs }),
  });
}
