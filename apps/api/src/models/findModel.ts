import { CodedError } from '@driftline/contracts';
import type { Platform, StoredModel } from '@driftline/platform';

/** The model of that name. @throws CodedError `unknown_model` */
export async function findModel(platform: Platform, name: string): Promise<StoredModel> {
  const model = await platform.database.models.getByName(name);
  if (model) return model;
  throw new CodedError({
    code: 'unknown_model',
    status: 404,
    message: `There is no model ${name}.`,
    where: name,
    action: 'List the models with GET /v1/models; a model is registered by its first prediction.',
  });
}
