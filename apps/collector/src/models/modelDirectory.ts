import type { ModelRegistryPort, RegisteredModel } from '../ports/modelRegistryPort.js';
import { KnownModel } from './knownModel.js';

/** How long what is known of a model may lag behind the registry, by the process's own clock. */
const FRESH_MS = 30_000;

interface Entry {
  model: Promise<KnownModel>;
  loadedAt: number;
}

/** The models by name, remembered for a while so that a request costs the registry nothing. */
export class ModelDirectory {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly registry: ModelRegistryPort,
    private readonly maxModels: number,
  ) {}

  /** The model of that name, or undefined when nobody has registered it. */
  async find(name: string): Promise<KnownModel | undefined> {
    const fresh = this.fresh(name);
    if (fresh !== undefined) return await fresh;
    const registered = await this.registry.getByName(name);
    return registered === undefined ? undefined : await this.remember(name, Promise.resolve(registered));
  }

  /** The model of that name, registered if it is new; undefined when there are as many models as allowed. */
  async findOrCreate(name: string): Promise<KnownModel | undefined> {
    const known = await this.find(name);
    if (known !== undefined) return known;
    if ((await this.registry.size()) >= this.maxModels) return undefined;
    return await (this.fresh(name) ?? this.remember(name, this.registry.findOrCreate(name)));
  }

  /** Tells the registry what was learnt of the model; on failure forgets the model, so that it is learnt again. */
  async publish(name: string, model: KnownModel): Promise<void> {
    const addition = model.takeAddition();
    if (addition === undefined) return;
    try {
      await this.registry.merge(model.id, addition);
    } catch (error) {
      this.forget(name);
      throw error;
    }
  }

  /** Asks the registry again next time, for example because the model's events could not be written. */
  forget(name: string): void {
    this.entries.delete(name);
  }

  private fresh(name: string): Promise<KnownModel> | undefined {
    const entry = this.entries.get(name);
    return entry !== undefined && performance.now() - entry.loadedAt < FRESH_MS ? entry.model : undefined;
  }

  private remember(name: string, registered: Promise<RegisteredModel>): Promise<KnownModel> {
    const model = registered.then((found) => new KnownModel(found));
    this.entries.set(name, { model, loadedAt: performance.now() });
    model.catch(() => this.forget(name));
    return model;
  }
}
