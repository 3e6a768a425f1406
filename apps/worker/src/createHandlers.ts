import { defineJobHandler, type JobHandler, type Platform } from '@driftline/platform';
import { alertDeliverer } from './deliver/alertDeliverer.js';
import { diagnoseIncident } from './diagnose/diagnoseIncident.js';
import { evaluateModel } from './evaluate/evaluateModel.js';
import { buildMap } from './maps/buildMap.js';
import { pollRepository } from './maps/pollRepository.js';
import { applyRetention } from './retention/applyRetention.js';
import { sweep } from './sweep/sweep.js';

/** Every background job of the catalogue with its handler; the queue refuses to start with one missing or doubled. */
export function createHandlers(platform: Platform): JobHandler[] {
  const deliverer = alertDeliverer(platform);
  return [
    defineJobHandler('sweep', () => sweep(platform)),
    defineJobHandler('evaluateModel', ({ modelId }) => evaluateModel(platform, modelId)),
    defineJobHandler('diagnoseIncident', ({ incidentId }) => diagnoseIncident(platform, incidentId)),
    defineJobHandler('deliverAlert', ({ deliveryId }) => deliverer.deliver(deliveryId)),
    defineJobHandler('pollRepository', ({ repositoryId }) => pollRepository(platform, repositoryId)),
    defineJobHandler('buildMap', ({ mapId }, { attempt }) => buildMap(platform, mapId, attempt)),
    defineJobHandler('applyRetention', () => applyRetention(platform)),
  ];
}
