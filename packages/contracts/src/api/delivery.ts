import { z } from 'zod';

export const deliveryStatusSchema = z.enum(['pending', 'delivered', 'retrying', 'failed', 'disabled']);

/** One alert on its way to one webhook endpoint: the line of the delivery log. */
export const deliverySchema = z.object({
  id: z.string(),
  endpointId: z.string(),
  url: z.string(),
  event: z.string().describe('incident.opened, incident.updated, incident.resolved'),
  incidentId: z.string().nullable(),
  status: deliveryStatusSchema,
  attempts: z.int(),
  responseStatus: z.int().nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
});

export type Delivery = z.infer<typeof deliverySchema>;

export const webhookEndpointSchema = z.object({
  id: z.string(),
  url: z.url(),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
});

export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;

/** Body of a webhook: Standard Webhooks' envelope around an incident. */
export const webhookPayloadSchema = z.object({
  type: z.enum(['incident.opened', 'incident.updated', 'incident.resolved']),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;
