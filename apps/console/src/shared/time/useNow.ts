import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queries } from '../api/queries.js';

/** The platform's time, milliseconds: the simulated clock while one runs, else the wall clock, renewed each minute. */
export function useNow(): number {
  const { data } = useQuery(queries.status());
  const [wall, setWall] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setWall(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return data?.clock.simulated ? Date.parse(data.clock.now) : wall;
}
