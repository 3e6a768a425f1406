import type { ResourceContext } from '../resourceContext.js';

/** What a kind of resource says about data: moves, queries, started scripts. */
export type ResourceRule = (resource: ResourceContext) => void;

/** Rules by the type of resource. */
export type ResourceRules = Readonly<Record<string, ResourceRule>>;
