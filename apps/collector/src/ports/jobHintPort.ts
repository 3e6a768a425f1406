/** Tells the workers that a model may have something due. A hint may be lost: what is due is derived from the stores. */
export interface JobHintPort {
  evaluateModel(modelId: string): Promise<void>;
}
