import type { Flights } from './flights.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Departures counted as late, in minutes. */
const LATE_AFTER_MINUTES = 15;

/** The features that the model reads; examples/flights computes the same ones with pandas. */
export interface FlightFeatures {
  hour: number;
  weekday: number;
  distance: number;
  origin_delay_rate: number;
  destination_delay_rate: number;
  scheduled_departures: number;
}

/** Delay rate of every airport, as the airports file delivers it. */
export type DelayRates = Record<string, number>;

/** Scheduled departures per airport and hour: the schedule feed, which is known before the day begins. */
export class ScheduleFeed {
  readonly #counts = new Map<number, number>();
  readonly #airports: number;

  constructor(flights: Flights) {
    this.#airports = flights.airports.length;
    for (let row = 0; row < flights.count; row++) {
      const key = this.#key(flights.origin[row] ?? 0, flights.departure[row] ?? 0);
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** Departures scheduled at that airport (number) in the hour of that time. */
  departures(airport: number, time: number): number {
    return this.#counts.get(this.#key(airport, time)) ?? 0;
  }

  #key(airport: number, time: number): number {
    return Math.floor(time / HOUR) * this.#airports + airport;
  }
}

/** The features of one flight, from the flight, the airports file and the schedule feed. */
export function flightFeatures(
  flights: Flights,
  row: number,
  rates: DelayRates,
  schedule: ScheduleFeed,
): FlightFeatures {
  const departure = flights.departure[row] ?? 0;
  const origin = flights.origin[row] ?? 0;
  return {
    hour: Math.floor(departure / HOUR) % 24,
    weekday: Math.floor(departure / DAY + 3) % 7,
    distance: flights.distance[row] ?? 0,
    origin_delay_rate: rates[flights.airports[origin] ?? ''] ?? 0,
    destination_delay_rate: rates[flights.airports[flights.destination[row] ?? 0] ?? ''] ?? 0,
    scheduled_departures: schedule.departures(origin, departure),
  };
}

/**
 * Share of late flights from or to each airport over a period, shrunk towards the overall share by twenty flights so
 * that a small airport is not all or nothing. Every airport of the data set has an entry.
 */
export function delayRates(flights: Flights, start: number, end: number): DelayRates {
  const seen = new Float64Array(flights.airports.length);
  const late = new Float64Array(flights.airports.length);
  let rows = 0;
  let lateRows = 0;
  for (let row = 0; row < flights.count; row++) {
    const departure = flights.departure[row] ?? 0;
    if (departure < start || departure >= end) continue;
    const isLate = isLateFlight(flights, row) ? 1 : 0;
    rows += 1;
    lateRows += isLate;
    for (const airport of [flights.origin[row] ?? 0, flights.destination[row] ?? 0]) {
      seen[airport] = (seen[airport] ?? 0) + 1;
      late[airport] = (late[airport] ?? 0) + isLate;
    }
  }
  const rate = (airport: number) =>
    ((late[airport] ?? 0) + (20 * lateRows) / rows) / ((seen[airport] ?? 0) + 20);
  return Object.fromEntries(flights.airports.map((code, airport) => [code, rate(airport)]));
}

/** The truth that the model predicts. */
export function isLateFlight(flights: Flights, row: number): boolean {
  return (flights.delay[row] ?? 0) > LATE_AFTER_MINUTES;
}

/** When the label becomes known: the flight has landed (30 minutes, the distance at 500 mph, and the delay). */
export function landingTime(flights: Flights, row: number): number {
  const minutes = 30 + ((flights.distance[row] ?? 0) / 500) * 60 + (flights.delay[row] ?? 0);
  return (flights.departure[row] ?? 0) + Math.max(1, Math.round(minutes)) * 60_000;
}
