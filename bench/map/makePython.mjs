const NOUNS = [
  'order',
  'customer',
  'price',
  'event',
  'session',
  'refund',
  'ticket',
  'shipment',
  'invoice',
  'product',
];
const VERBS = [
  'load',
  'check',
  'merge',
  'clean',
  'rank',
  'encode',
  'split',
  'format',
  'count',
  'select',
  'notify',
];

function moduleOf(path) {
  return path.replace(/\.py$/, '').replaceAll('/', '.');
}

/** A function of plain code: arithmetic, texts, dictionaries, branches, loops, calls of its neighbours. */
function plainFunction(random, name, earlier, indent = '', self = '') {
  const noun = random.pick(NOUNS);
  const call = earlier.length > 0 ? random.pick(earlier) : 'str';
  const lines = [
    `def ${name}(${self === '' ? '' : 'self, '}${noun}, limit: int = ${random.below(100)}, *, strict: bool = False) -> dict:`,
    `    """${random.pick(VERBS)} what belongs to one ${noun}.`,
    '',
    '    Parts without a weight are left out, heavy ones are told apart',
    '    by their kind. The order of parts is kept.',
    '',
    '    Args:',
    `        ${noun}: whatever came from the store`,
    '        limit: how many parts are looked at',
    '        strict: whether more parts are an error',
    '    """',
    '    result = {}',
    '    if strict and limit > 10:',
    `        raise ValueError(f"{${noun}} has more than {limit} parts")`,
    `    for index, part in enumerate(${noun}.parts[:limit]):`,
    `        key = f"${noun}_{index}_{part.code.strip().lower()}"`,
    '        # nothing was weighed here',
    '        if part.weight is None:',
    '            continue',
    '        elif part.weight > limit * 2 and not strict:',
    `            result[key] = {"weight": part.weight, "kind": "${random.pick(NOUNS)}", "total": part.weight * ${random.below(9)}}`,
    '        else:',
    `            result.setdefault(key, []).append(${self}${call}(part))`,
    '',
    '    # a part may have been replaced by its code',
    '    try:',
    `        total = sum(value["total"] for value in result.values() if isinstance(value, dict))`,
    '    except (KeyError, TypeError) as error:',
    `        logger.warning("could not sum %s: %s", "${noun}", error)`,
    '        total = 0',
    '',
    `    return {"${noun}": result, "total": total, "name": "${name}".replace("_", "-")}`,
    '',
    '',
  ];
  return lines.map((line) => (line === '' ? line : indent + line));
}

function classOf(random, index, earlier) {
  const noun = random.pick(NOUNS);
  const name = `${noun[0].toUpperCase()}${noun.slice(1)}Handler${index}`;
  const lines = [`class ${name}:`, `    """Handles every ${noun}."""`, '', `    kind = "${noun}"`, ''];
  lines.push('    def __init__(self, client, settings=None):', '        self.client = client');
  lines.push('        self.settings = settings or {}', `        self.name = f"{self.kind}-${index}"`, '');
  const methods = [];
  for (let each = 0; each < 2 + random.below(4); each += 1) {
    const method = `${random.pick(VERBS)}_${noun}_${each}`;
    lines.push(...plainFunction(random, method, methods, '    ', 'self.'));
    methods.push(method);
  }
  return { name, lines, earlier };
}

function heading(random, file, libraries, extra) {
  const lines = [
    `"""Module ${file.index}."""`,
    'import logging',
    'from dataclasses import dataclass',
    ...extra,
  ];
  const imported = [];
  for (let each = 0; each < random.below(5) && libraries.length > 0; each += 1) {
    const library = random.pick(libraries);
    if (library.path === file.path) continue;
    const name =
      library.kind === 'constants' ? `ROOT_${library.index}` : `${VERBS[library.index % VERBS.length]}_first`;
    lines.push(`from ${moduleOf(library.path)} import ${name} as imported_${each}`);
    if (library.kind !== 'constants') imported.push(`imported_${each}`);
  }
  return { lines: [...lines, '', 'logger = logging.getLogger(__name__)', ''], imported };
}

function library(random, file, libraries) {
  const { lines, imported } = heading(random, file, libraries, ['import re']);
  const earlier = [...imported];
  const first = `${VERBS[file.index % VERBS.length]}_first`;
  lines.push(...plainFunction(random, first, earlier));
  earlier.push(first);
  for (let each = 0; each < 3 + random.below(4); each += 1) {
    const name = `${random.pick(VERBS)}_${random.pick(NOUNS)}_${each}`;
    lines.push('', ...plainFunction(random, name, earlier));
    earlier.push(name);
    if (random.next() < 0.25) lines.push('', ...classOf(random, each, earlier).lines);
  }
  return lines;
}

function service(random, file, libraries) {
  const { lines, imported } = heading(random, file, libraries, [
    'from fastapi import APIRouter',
    'import os',
  ]);
  lines.push('router = APIRouter()', `TIMEOUT = int(os.environ.get("TIMEOUT_${file.index}", "30"))`, '');
  const earlier = [...imported];
  for (let each = 0; each < 4 + random.below(5); each += 1) {
    const name = `${random.pick(VERBS)}_${random.pick(NOUNS)}_${each}`;
    lines.push(`@router.get("/${name}/{item}")`, ...plainFunction(random, name, earlier), '');
    earlier.push(name);
  }
  lines.push(...classOf(random, 0, earlier).lines);
  return lines;
}

function test(random, file, libraries) {
  const { lines, imported } = heading(random, file, libraries, [
    'import pytest',
    'from unittest.mock import MagicMock',
  ]);
  for (let each = 0; each < 12 + random.below(20); each += 1) {
    const noun = random.pick(NOUNS);
    lines.push(
      `@pytest.mark.parametrize("limit,expected", [(1, "${noun}"), (2, None), (${random.below(50)}, "other")])`,
      `def test_${noun}_${each}(limit, expected):`,
      `    ${noun} = MagicMock(parts=[MagicMock(code="A${each}", weight=limit)])`,
      `    answer = ${imported.length > 0 ? random.pick(imported) : 'str'}(${noun})`,
      '    assert answer is not None',
      `    assert ${noun}.parts[0].weight == limit, "weight of ${noun} changed"`,
      '',
    );
  }
  return lines;
}

function constants(random, file) {
  const lines = [`"""Names of area ${file.index}."""`, 'import os', ''];
  lines.push(`ROOT_${file.index} = os.environ.get("ROOT", "s3://acme-${file.index % 20}/lake")`);
  for (let each = 0; each < 20 + random.below(60); each += 1) {
    lines.push(`NAME_${each} = "${random.pick(NOUNS)}_${random.below(1000)}"`);
    lines.push(`PATH_${each} = f"{ROOT_${file.index}}/{NAME_${each}}/v${random.below(4)}"`);
  }
  return lines;
}

function job(random, file, libraries) {
  const { lines, imported } = heading(random, file, libraries, ['import argparse', 'import pandas as pd']);
  const roots = libraries.filter((each) => each.kind === 'constants');
  const root = roots.length > 0 ? random.pick(roots) : undefined;
  if (root) lines.push(`from ${moduleOf(root.path)} import NAME_1, PATH_2, ROOT_${root.index} as LAKE`, '');
  else lines.push('NAME_1, PATH_2, LAKE = "a", "s3://acme/b", "s3://acme"', '');
  for (let each = 0; each < 2 + random.below(4); each += 1) {
    const noun = random.pick(NOUNS);
    lines.push(
      '',
      `def ${noun}_${each}(day: str, table: str = "${noun}s") -> pd.DataFrame:`,
      `    path = f"{LAKE}/raw/{table}/part_${each}.parquet"`,
      '    frame = pd.read_parquet(path, columns=["id", "amount", "region"])',
      `    extra = pd.read_csv(PATH_2 + "/${noun}_extra.csv")`,
      '    joined = frame.merge(extra, on="id", how="left")',
      '    joined["ratio"] = joined["amount"] / joined["amount"].sum()',
      '    joined = joined[joined["ratio"] > 0.01].groupby("region").agg({"ratio": "mean"}).reset_index()',
      `    joined.to_parquet(f"s3://acme-mart/{NAME_1}/${noun}_${file.index}_${each}")`,
      '    return joined',
      '',
    );
    lines.push(...plainFunction(random, `${random.pick(VERBS)}_rows_${each}`, imported));
  }
  lines.push('', 'def main():', '    parser = argparse.ArgumentParser()');
  lines.push('    parser.add_argument("--day", default="2024-01-01")', '    args = parser.parse_args()');
  for (const line of [...lines]) {
    const called = /^def (\w+_\d)\(day/.exec(line)?.[1];
    if (called) lines.push(`    ${called}(args.day)`);
  }
  lines.push('', '', 'if __name__ == "__main__":', '    main()');
  return lines;
}

function training(random, file, libraries) {
  const lines = job(random, file, libraries).slice(0, -4);
  lines.push(
    '    data = pd.read_csv(f"{LAKE}/features.csv")',
    '    from sklearn.linear_model import LogisticRegression',
  );
  lines.push('    model = LogisticRegression().fit(data[["amount", "ratio"]], data["label"])');
  lines.push('    import joblib', `    joblib.dump(model, "models/model_${file.index}.joblib")`);
  return [...lines, '', '', 'if __name__ == "__main__":', '    main()'];
}

const KINDS = { library, service, test, constants, job, training };

/** The text of one Python file of its kind; `libraries` are the files that it may import from. */
export function makePython(random, file, libraries) {
  return `${KINDS[file.kind](random, file, libraries).join('\n')}\n`;
}
