import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

export interface FilterFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Narrows the rows below it to those that hold every word. */
export function FilterField({ label, value, onChange }: FilterFieldProps) {
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        value === '' ? null : (
          <CloseButton size="sm" aria-label="Clear the filter" onClick={() => onChange('')} />
        )
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
