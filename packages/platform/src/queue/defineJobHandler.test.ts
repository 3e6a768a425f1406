import { UnrecoverableError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { defineJobHandler } from './defineJobHandler.js';

describe('defineJobHandler', () => {
  const seen: string[] = [];
  const handler = defineJobHandler('evaluateModel', async ({ modelId }, { attempt }) => {
    seen.push(`${modelId} ${attempt}`);
  });

  it('hands the payload over as the catalogue declares it', async () => {
    await handler.run({ modelId: 'm1', added: 'later' }, { id: 'evaluateModel:1', attempt: 2 });
    expect(seen).toEqual(['m1 2']);
  });

  it.each([{}, { modelId: 7 }, null, 'm1'])(
    'fails at once on a payload of another shape: %j',
    async (payload) => {
      await expect(handler.run(payload, { id: 'evaluateModel:1', attempt: 1 })).rejects.toBeInstanceOf(
        UnrecoverableError,
      );
    },
  );
});
