import {
  type OpenLineageDatasetEvent,
  type OpenLineageJobEvent,
  openLineageDatasetEventSchema,
  openLineageJobEventSchema,
} from '@driftline/contracts';
import { describe, expect, test } from 'vitest';
import { sampleMaps } from '../testing/sampleMaps.js';
import { openLineageExport } from './openLineageExport.js';

const AT = '2026-01-01T00:00:00.000Z';

/** Every facet says who says so and where its schema stands. */
function checkFacets(facets: Record<string, unknown> = {}): void {
  for (const facet of Object.values(facets))
    expect(facet).toMatchObject({
      _producer: 'urn:driftline:mapper',
      _schemaURL: expect.stringMatching(
        /^https:\/\/openlineage\.io\/spec\/(facets\/)?\d-\d-\d\/\w+\.json#\/\$defs\/\w+$/,
      ),
    });
}

/** As the platform takes them in, which must lose nothing of them. */
function eventsOf(text: string): (OpenLineageJobEvent | OpenLineageDatasetEvent)[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const event: unknown = JSON.parse(line);
      const isJob = Object.hasOwn(Object(event), 'job');
      const parsed = (isJob ? openLineageJobEventSchema : openLineageDatasetEventSchema).parse(event);
      expect(parsed).toEqual(event);
      const type = isJob ? 'JobEvent' : 'DatasetEvent';
      expect(parsed.schemaURL).toBe(`https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/${type}`);
      return parsed;
    });
}

const jobsOf = (text: string) =>
  eventsOf(text).flatMap((each): OpenLineageJobEvent[] => ('dataset' in each ? [] : [each]));
const datasetsOf = (text: string) =>
  eventsOf(text).flatMap((each) => ('dataset' in each ? [each.dataset] : []));

describe('OpenLineage', () => {
  test.each(sampleMaps)(
    'writes valid static events of %s, one for each dataset, model and activity',
    (_case, map) => {
      const text = openLineageExport.write(map, { at: AT });
      expect(jobsOf(text)).toHaveLength(map.activities.length);
      expect(datasetsOf(text)).toHaveLength(map.datasets.length + map.models.length);
      const flows = map.edges.filter(({ relation }) => relation !== 'runs');
      const used = jobsOf(text).flatMap(({ inputs = [], outputs = [] }) => [...inputs, ...outputs]);
      expect(used).toHaveLength(flows.length);
      for (const { facets, inputFacets, outputFacets } of [...used, ...datasetsOf(text)])
        for (const each of [facets, inputFacets, outputFacets]) checkFacets(each);
      for (const { job } of jobsOf(text)) checkFacets(job.facets);
    },
  );

  const [, golden] = sampleMaps[0] ?? [];
  const written = golden ? openLineageExport.write(golden, { at: AT }) : '';

  test('tells columns and other spellings of a dataset', () => {
    expect(datasetsOf(written)[0]).toMatchObject({
      namespace: 's3://bucket',
      name: 'raw/trips',
      facets: {
        datasetType: { datasetType: 'FILE' },
        schema: { fields: [{ name: 'distance' }] },
        symlinks: { identifiers: [{ namespace: 's3a://bucket', name: 'raw/trips/', type: 'LOCATION' }] },
      },
    });
  });

  test('tells the place of an activity in the code and the proof of each access', () => {
    expect(jobsOf(written)).toMatchObject([
      {
        job: {
          name: 'src/train.py',
          facets: {
            sourceCodeLocation: {
              type: 'git',
              path: 'src/train.py',
              url: 'file:///repositories/churn/src/train.py',
              version: golden?.repository.commit,
            },
          },
        },
        inputs: [
          {
            name: 'raw/trips',
            inputFacets: { driftline_access: { confidence: 'exact', evidence: [{ line: 12 }] } },
          },
        ],
        outputs: [{ name: 'src/train.py/churn' }],
      },
    ]);
  });

  test('tells which columns of which sources reach the features of a model', () => {
    expect(datasetsOf(written)[1]?.facets).toMatchObject({
      datasetType: { datasetType: 'MODEL', subType: 'sklearn' },
      columnLineage: {
        fields: {
          trip_distance: {
            inputFields: [{ namespace: 's3://bucket', name: 'raw/trips', field: 'distance' }],
          },
        },
      },
    });
  });

  test('keeps a feature that is named as no member should be', () => {
    const [, hostile] = sampleMaps[2] ?? [];
    const events = hostile ? openLineageExport.write(hostile, { at: AT }).split('\n') : [];
    const model: unknown = JSON.parse(events[1] ?? '');
    expect(JSON.stringify(model)).toContain('"__proto__":{"inputFields":');
  });
});
