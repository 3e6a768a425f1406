import { isEmptyFlow } from '../../../values/flow.js';
import type { AccessRecord } from '../../../values/records.js';
import type { LinkContext, Linker } from '../linker.js';

const NAMESPACE = 'dagster';

/** Assets by the activity that makes them, with whatever else it writes. */
function writesByActivity({ recorder }: LinkContext): Map<string, AccessRecord[]> {
  const writes = new Map<string, AccessRecord[]>();
  for (const access of recorder.accesses.values()) {
    if (access.relation !== 'writes' || access.activity.kind !== 'task') continue;
    writes.set(access.activity.key, [...(writes.get(access.activity.key) ?? []), access]);
  }
  return writes;
}

function isAsset({ recorder }: LinkContext, access: AccessRecord): boolean {
  return recorder.datasets.records[access.dataset]?.namespace === NAMESPACE;
}

/** Assets that something reads: by a parameter, or because it declares to depend on them. */
function readAssets(context: LinkContext): Set<number> {
  const read = [...context.recorder.accesses.values()].filter(
    (access) => access.relation === 'reads' && isAsset(context, access),
  );
  return new Set(read.map((access) => access.dataset));
}

/**
 * Dagster: an asset whose function answers no data is what the function itself writes. It is another name of the one
 * table or file that it fills; one that fills nothing and that nothing depends on is no data at all.
 */
export const dagsterLinker: Linker = {
  name: 'dagster',
  finish: (context) => {
    const { recorder } = context;
    const read = readAssets(context);
    for (const writes of writesByActivity(context).values()) {
      const assets = writes.filter((access) => isAsset(context, access));
      const [asset] = assets;
      if (!asset || assets.length > 1 || !isEmptyFlow(asset.flow)) continue;
      const filled = new Set(writes.flatMap((access) => (isAsset(context, access) ? [] : [access.dataset])));
      const [only] = filled;
      if (filled.size === 1 && only !== undefined) recorder.datasets.merge(asset.dataset, only);
      if (filled.size === 1 || !read.has(asset.dataset)) remove(context, asset);
    }
  },
};

function remove({ recorder }: LinkContext, gone: AccessRecord): void {
  for (const [key, access] of recorder.accesses) if (access === gone) recorder.accesses.delete(key);
}
