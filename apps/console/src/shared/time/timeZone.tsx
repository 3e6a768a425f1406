import { useLocalStorage } from '@mantine/hooks';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { TimeZoneChoice } from './formatTime.js';

interface TimeZoneState {
  zone: TimeZoneChoice;
  setZone: (zone: TimeZoneChoice) => void;
}

const TimeZoneContext = createContext<TimeZoneState>({ zone: 'utc', setZone: () => undefined });

/** Keeps the person's choice between UTC (the windows' own zone, and the default) and local time. */
export function TimeZoneProvider({ children }: { children: ReactNode }) {
  const [zone, setZone] = useLocalStorage<TimeZoneChoice>({ key: 'driftline.zone', defaultValue: 'utc' });
  const state = useMemo(() => ({ zone, setZone }), [zone, setZone]);
  return <TimeZoneContext.Provider value={state}>{children}</TimeZoneContext.Provider>;
}

export function useTimeZone(): TimeZoneState {
  return useContext(TimeZoneContext);
}
