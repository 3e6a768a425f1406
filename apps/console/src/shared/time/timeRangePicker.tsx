import { ActionIcon, Button, Popover, SegmentedControl, TextInput, VisuallyHidden } from '@mantine/core';
import {
  IconCalendarTime,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconX,
} from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { describeTimeRange } from './describeTimeRange.js';
import { parseTimeRange, shiftTimeRange } from './timeRange.js';
import styles from './timeRangePicker.module.css';
import { useTimeZone } from './timeZone.js';
import { useTimeRange } from './useTimeRange.js';

const presets = ['24h', '7d', '30d', '90d', 'all'];

/** The global time range: presets, typed input, shift and clear, with the zone it is read in. */
export function TimeRangePicker({ opened, onOpen }: { opened: boolean; onOpen: (opened: boolean) => void }) {
  const { range, setRange } = useTimeRange();
  const { zone, setZone } = useTimeZone();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const choose = (value: string) => {
    const next = parseTimeRange(value);
    setWrong(next === undefined);
    if (next === undefined) return;
    setRange(next);
    setText('');
    onOpen(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose(text);
  };
  return (
    <div className={styles.picker}>
      <Popover opened={opened} onChange={onOpen} position="bottom-start" trapFocus returnFocus width={320}>
        <Popover.Target>
          <Button
            leftSection={<IconCalendarTime size={15} aria-hidden />}
            rightSection={<IconChevronDown size={13} aria-hidden />}
            onClick={() => onOpen(!opened)}
          >
            <VisuallyHidden>Time range: </VisuallyHidden>
            {describeTimeRange(range, zone)}
            <span className={styles.zone}>{zone === 'utc' ? 'UTC' : 'local'}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Choose the time range">
          <form onSubmit={submit} className={styles.form}>
            <TextInput
              data-autofocus
              label="Range"
              placeholder="30d or 2001-04-01..2001-05-01"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              error={
                wrong ? 'Write a span (12h, 30d, 4w), two dates with .. between them, or all' : undefined
              }
            />
            <div className={styles.presets}>
              {presets.map((preset) => (
                <Button key={preset} onClick={() => choose(preset)}>
                  {preset === 'all' ? 'All time' : `Last ${preset}`}
                </Button>
              ))}
            </div>
            <SegmentedControl
              fullWidth
              aria-label="Time zone"
              value={zone}
              onChange={(value) => setZone(value === 'local' ? 'local' : 'utc')}
              data={[
                { value: 'utc', label: 'UTC' },
                { value: 'local', label: 'Local time' },
              ]}
            />
          </form>
        </Popover.Dropdown>
      </Popover>
      {range.kind === 'fixed' && (
        <span className={styles.shift}>
          <ActionIcon aria-label="Earlier" onClick={() => setRange(shiftTimeRange(range, -1))}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon aria-label="Later" onClick={() => setRange(shiftTimeRange(range, 1))}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </span>
      )}
      {range.kind !== 'all' && (
        <ActionIcon aria-label="Show all time" onClick={() => setRange({ kind: 'all' })}>
          <IconX size={15} />
        </ActionIcon>
      )}
    </div>
  );
}
