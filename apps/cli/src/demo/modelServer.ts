import { type Client, createClient, type PredictionInput } from '@driftline/sdk';
import { DelayClassifier } from './delayClassifier.js';
import { demoStory } from './demoStory.js';
import {
  type DelayRates,
  delayRates,
  flightFeatures,
  isLateFlight,
  landingTime,
  ScheduleFeed,
} from './flightFeatures.js';
import { type Flights, readFlights } from './flights.js';
import { airportsPath, deliverAirports, readAirports } from './objectStorage.js';

const DAY = 86_400_000;
/** Events of one request: one durable insert of many rows costs far less than many of few. */
const CHUNK = 10_000;
const REQUEST_BYTES = 12 * 1024 * 1024;

export interface ModelServerOptions {
  url: string;
  ingestKey: string;
  /** Folder of the demo's object storage. */
  storage: string;
  /** Share of the flights that are replayed. */
  share: number;
}

/** What has been logged so far. */
export interface ModelServerCounts {
  predictions: number;
  labels: number;
}

/**
 * The team's model server: computes features from the flights, the airports file as it is delivered each day and the
 * schedule feed, scores every departure, and logs through the SDK, nothing else.
 */
export class ModelServer {
  readonly #flights: Flights;
  readonly #schedule: ScheduleFeed;
  readonly #model: DelayClassifier;
  readonly #trueRates: DelayRates;
  readonly #client: Client;
  readonly #airports: string;
  readonly #rows: Uint32Array;
  readonly #landings: Uint32Array;
  readonly counts: ModelServerCounts = { predictions: 0, labels: 0 };
  #rates: DelayRates;
  #ratesDay = Number.NEGATIVE_INFINITY;
  #nextRow = 0;
  #nextLanding = 0;

  private constructor(options: ModelServerOptions, flights: Flights) {
    this.#flights = flights;
    this.#schedule = new ScheduleFeed(flights);
    const { start, end } = demoStory.reference;
    this.#trueRates = delayRates(flights, start, end);
    this.#rates = this.#trueRates;
    this.#rows = sampleRows(flights.count, options.share);
    this.#landings = this.#rows.toSorted((a, b) => landingTime(flights, a) - landingTime(flights, b));
    this.#model = this.#train();
    this.#airports = airportsPath(options.storage, demoStory.fault.source);
    // Compression only costs time on one machine.
    const { url, ingestKey: apiKey } = options;
    this.#client = createClient({
      url,
      apiKey,
      model: demoStory.model,
      gzip: false,
      maxBatchEvents: CHUNK,
      maxBatchBytes: REQUEST_BYTES,
    });
  }

  static async start(options: ModelServerOptions): Promise<ModelServer> {
    return new ModelServer(options, await readFlights());
  }

  /** Scores departures and logs landings before `until` (epoch milliseconds); resolves when all is acknowledged. */
  async advance(until: number): Promise<ModelServerCounts> {
    const { departure } = this.#flights;
    while (this.#nextRow < this.#rows.length) {
      const row = this.#rows[this.#nextRow] ?? 0;
      const time = departure[row] ?? 0;
      if (time >= until) break;
      await this.#openDay(time);
      this.#client.logPrediction(this.#predict(row, time));
      this.counts.predictions += 1;
      this.#nextRow += 1;
      if (this.#nextRow % CHUNK === 0) await this.#client.flush();
    }
    while (this.#nextLanding < this.#landings.length) {
      const row = this.#landings[this.#nextLanding] ?? 0;
      const landed = landingTime(this.#flights, row);
      if (landed >= until) break;
      this.#client.logLabel({
        predictionId: predictionId(row),
        timestamp: new Date(landed).toISOString(),
        label: isLateFlight(this.#flights, row) ? 'late' : 'on_time',
        predictionTimestamp: new Date(departure[row] ?? 0).toISOString(),
      });
      this.counts.labels += 1;
      this.#nextLanding += 1;
      if (this.#nextLanding % CHUNK === 0) await this.#client.flush();
    }
    await this.#client.flush();
    return this.counts;
  }

  async stop(): Promise<void> {
    await this.#client.close();
  }

  #predict(row: number, time: number): PredictionInput {
    const features = flightFeatures(this.#flights, row, this.#rates, this.#schedule);
    const score = this.#model.score(features);
    return {
      model: demoStory.model,
      modelVersion: demoStory.modelVersion,
      predictionId: predictionId(row),
      timestamp: new Date(time).toISOString(),
      features: { ...features },
      prediction: score >= this.#model.threshold ? 'late' : 'on_time',
      score,
      reference: time < demoStory.reference.end,
    };
  }

  /** Each morning the source's owner delivers the airports file and the pipeline reads it. */
  async #openDay(time: number): Promise<void> {
    const day = Math.floor(time / DAY);
    if (day === this.#ratesDay) return;
    this.#ratesDay = day;
    const { start, end, factor } = demoStory.fault;
    const morning = day * DAY;
    await deliverAirports(this.#airports, this.#trueRates, morning >= start && morning < end ? factor : 1);
    this.#rates = await readAirports(this.#airports);
  }

  #train(): DelayClassifier {
    const rows = [...this.#rows].filter(
      (row) => (this.#flights.departure[row] ?? 0) < demoStory.reference.end,
    );
    return DelayClassifier.fit(
      rows.map((row) => flightFeatures(this.#flights, row, this.#trueRates, this.#schedule)),
      rows.map((row) => isLateFlight(this.#flights, row)),
    );
  }
}

function predictionId(row: number): string {
  return `2001-${String(row).padStart(7, '0')}`;
}

/** A fixed sample of the rows, spread by a multiplicative hash; ascending. */
function sampleRows(count: number, share: number): Uint32Array {
  const below = share * 2 ** 32;
  const all = Uint32Array.from({ length: count }, (_, row) => row);
  return all.filter((row) => Math.imul(row, 0x9e3779b1) >>> 0 < below);
}
