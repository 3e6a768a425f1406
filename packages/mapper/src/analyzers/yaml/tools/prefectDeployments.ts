import type { Argument, Statement } from '../../../facts/program.js';
import { entries, field, items, text } from '../ci/ciNodes.js';
import { callAt, dotted, expressionOf } from './expressionOf.js';
import type { ToolReader } from './toolReader.js';

/** `prefect.yaml`: each deployment calls its flow with its parameters. */
export const prefectDeployments: ToolReader = {
  name: 'prefect',
  matches: (path, content) =>
    /(^|\/)prefect\.ya?ml$|deployment\.ya?ml$/.test(path) && /^\s*-?\s*entrypoint:/m.test(content),
  read: (document) => {
    const { root } = document;
    const listed = items(document, field(document, root, 'deployments'));
    const statements = (listed.length > 0 ? listed : [root]).flatMap((deployment): Statement[] => {
      const entry = text(document, field(document, deployment, 'entrypoint')) ?? '';
      const [, file, flow] = /^(.*)\.py:([\w.]+)$/.exec(entry) ?? [];
      if (file === undefined || flow === undefined) return [];
      const module = file.replace(/^\.?\//, '').replaceAll('/', '.');
      const args = entries(document, field(document, deployment, 'parameters')).map(
        ({ key, value }): Argument => ({ name: key, value: expressionOf(document, value) }),
      );
      return [
        { kind: 'import', module, level: 0, names: [{ name: flow, as: flow }] },
        { kind: 'do', value: callAt(document, deployment, dotted(flow), args) },
      ];
    });
    return statements.length > 0 ? { statements } : {};
  },
};
