import { Checkbox } from '@mantine/core';
import styles from './facetList.module.css';
import type { Facet, FacetField } from './incidentFacets.js';

const titles: Record<FacetField, string> = { status: 'Status', severity: 'Severity', model: 'Model' };

const words: Record<string, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  page: 'Page',
  warn: 'Warn',
};

export interface FacetListProps {
  facets: Facet[];
  onToggle: (field: FacetField, value: string) => void;
}

export function FacetList({ facets, onToggle }: FacetListProps) {
  return (
    <aside className={styles.facets} aria-label="Filters">
      {facets.map((facet) => (
        <fieldset key={facet.field} className={styles.facet}>
          <legend>{titles[facet.field]}</legend>
          {facet.values.map(({ value, count, chosen }) => (
            <Checkbox
              key={value}
              size="xs"
              className={styles.value ?? ''}
              checked={chosen}
              onChange={() => onToggle(facet.field, value)}
              label={
                <span className={styles.label}>
                  <span className={styles.word}>
                    {facet.field === 'model' ? value : (words[value] ?? value)}
                  </span>
                  <span className={styles.count}>{count}</span>
                </span>
              }
            />
          ))}
        </fieldset>
      ))}
    </aside>
  );
}
