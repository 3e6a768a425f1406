import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import type { IncidentFilter } from './incidentFilter.js';
import { formatIncidentQuery, parseIncidentQuery } from './incidentQuery.js';

export interface QueryBarProps {
  filter: IncidentFilter;
  onFilter: (filter: IncidentFilter) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** The typed form of the filters. It edits the same state as the facets; a query it cannot read changes nothing. */
export function QueryBar({ filter, onFilter, inputRef }: QueryBarProps) {
  const written = formatIncidentQuery(filter);
  const [text, setText] = useState(written);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setText(written);
    setProblem(undefined);
  }, [written]);
  const apply = () => {
    const parsed = parseIncidentQuery(text);
    if ('problem' in parsed) return setProblem(parsed.problem);
    setProblem(undefined);
    onFilter(parsed.filter);
  };
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <TextInput
          ref={inputRef}
          aria-label="Query"
          placeholder="status:open severity:page model:name, or words"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={text}
          error={problem}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: '0.8125rem' } }}
        />
      </form>
    </search>
  );
}
