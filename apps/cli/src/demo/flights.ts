import { createRequire } from 'node:module';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

/** Real US departures from January to June 2001, by column and in order of time. */
export interface Flights {
  count: number;
  /** Departure, epoch milliseconds, UTC. */
  departure: Float64Array;
  /** Minutes; negative when early. */
  delay: Int16Array;
  /** Miles. */
  distance: Int16Array;
  /** Indexes into `airports`. */
  origin: Uint16Array;
  destination: Uint16Array;
  airports: string[];
}

/** Path of the data set inside the npm package that ships it. */
function flightsFile(): string {
  const entry = createRequire(import.meta.url).resolve('vega-datasets');
  return join(entry, '..', '..', 'data', 'flights-3m.parquet');
}

/** Reads all flights. Airports are numbered in order of appearance; rows are sorted by departure. */
export async function readFlights(path: string = flightsFile()): Promise<Flights> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const count = Number(metadata.num_rows);
  const flights: Flights = {
    count,
    departure: new Float64Array(count),
    delay: new Int16Array(count),
    distance: new Int16Array(count),
    origin: new Uint16Array(count),
    destination: new Uint16Array(count),
    airports: [],
  };
  const numbers = new Map<string, number>();
  const airportNumber = (code: string): number => {
    const known = numbers.get(code);
    if (known !== undefined) return known;
    numbers.set(code, flights.airports.length);
    return flights.airports.push(code) - 1;
  };
  const write: Record<string, (row: number, value: unknown) => void> = {
    date: (row, value) => {
      flights.departure[row] = Number(value);
    },
    delay: (row, value) => {
      flights.delay[row] = Number(value);
    },
    distance: (row, value) => {
      flights.distance[row] = Number(value);
    },
    origin: (row, value) => {
      flights.origin[row] = airportNumber(String(value));
    },
    destination: (row, value) => {
      flights.destination[row] = airportNumber(String(value));
    },
  };
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    await parquetRead({
      file,
      metadata,
      compressors,
      rowStart: start,
      rowEnd: end,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const put = write[columnName];
        for (let i = 0; put && i < columnData.length; i++) put(rowStart + i, columnData[i]);
      },
    });
    start = end;
  }
  return inOrderOfDeparture(flights);
}

function inOrderOfDeparture(flights: Flights): Flights {
  const { departure } = flights;
  if (departure.every((time, row) => row === 0 || time >= (departure[row - 1] ?? 0))) return flights;
  const order = Uint32Array.from({ length: flights.count }, (_, row) => row).sort(
    (a, b) => (departure[a] ?? 0) - (departure[b] ?? 0) || a - b,
  );
  const by = <Column extends Float64Array | Int16Array | Uint16Array>(column: Column): Column => {
    const sorted = column.slice() as Column;
    order.forEach((row, place) => {
      sorted[place] = column[row] ?? 0;
    });
    return sorted;
  };
  return {
    ...flights,
    departure: by(departure),
    delay: by(flights.delay),
    distance: by(flights.distance),
    origin: by(flights.origin),
    destination: by(flights.destination),
  };
}
