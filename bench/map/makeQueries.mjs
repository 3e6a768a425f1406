const COLUMNS = ['id', 'amount', 'region', 'created_at', 'status', 'customer_id', 'price', 'quantity'];

function query(random, index) {
  const columns = COLUMNS.filter(() => random.next() < 0.6);
  const listed = columns.length > 0 ? columns : ['id'];
  return [
    `CREATE OR REPLACE TABLE mart.table_${index} AS`,
    'WITH recent AS (',
    `  SELECT ${listed.map((column) => `s.${column}`).join(', ')}`,
    `  FROM staging.events_${random.below(500)} s`,
    `  JOIN staging.customers_${random.below(50)} c ON c.id = s.id`,
    "  WHERE s.created_at > DATE '2024-01-01'",
    '), counted AS (',
    `  SELECT ${listed[0]}, COUNT(*) AS rows, SUM(1) AS total FROM recent GROUP BY ${listed[0]}`,
    ')',
    `SELECT r.*, counted.total FROM recent r LEFT JOIN counted ON counted.${listed[0]} = r.${listed[0]};`,
    '',
  ];
}

/** A script of a few statements. */
export function makeSql(random, { index }) {
  const lines = [`-- builds the tables of step ${index}`];
  for (let each = 0; each < 2 + random.below(4); each += 1) lines.push(...query(random, index * 10 + each));
  return lines.join('\n');
}

/** A compose file of a few services. */
export function makeYaml(random, { index }) {
  const lines = ['services:'];
  for (let each = 0; each < 3 + random.below(8); each += 1) {
    lines.push(
      `  service_${index}_${each}:`,
      `    image: registry.example.org/team/service-${each}:1.${random.below(30)}`,
      '    environment:',
      `      BUCKET: s3://acme-${index % 20}/raw`,
      `      WORKERS: "${random.below(16)}"`,
      '    ports:',
      `      - "${8000 + each}:8000"`,
    );
  }
  return `${lines.join('\n')}\n`;
}
