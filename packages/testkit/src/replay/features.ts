import type { FeatureValue } from '@driftline/contracts';

export const sources = ['orders', 'customers', 'weather', 'traffic'] as const;
export type SourceName = (typeof sources)[number];

/** One feature of the recorded models: how its values look, and what they mean to model and truth. */
export interface Feature {
  name: string;
  source: SourceName;
  /** Weight of the standardised value in the log odds of being late. */
  weight: number;
  /** Rise and fall over the day, in standard deviations. */
  daily: number;
  /** The value of a standard normal number. */
  valueOf(z: number): FeatureValue;
  /** What the model takes a value for; a missing number counts as 0, a category it does not know as neutral. */
  standardised(value: FeatureValue): number;
}

type Look = Pick<Feature, 'name' | 'source' | 'weight'> & { daily?: number };

function numeric(look: Look, mean: number, sd: number, digits = 2): Feature {
  const scale = 10 ** digits;
  return {
    daily: 0,
    ...look,
    valueOf: (z) => Math.round((mean + sd * z) * scale) / scale,
    standardised: (value) => (Number(value ?? 0) - mean) / sd,
  };
}

/** Positive with a long tail; the model uses the plain value. */
function skewed(look: Look, median: number, spread: number): Feature {
  const sd = median * (Math.exp(spread) - 1);
  return {
    daily: 0,
    ...look,
    valueOf: (z) => Math.round(median * Math.exp(spread * z) * 100) / 100,
    standardised: (value) => (Number(value ?? 0) - median) / sd,
  };
}

/** Categories from low to high, equally spaced in meaning, the middle ones most frequent. */
function category(look: Look, names: readonly string[]): Feature {
  const step = 3 / names.length;
  return {
    daily: 0,
    ...look,
    valueOf: (z) => names[Math.min(names.length - 1, Math.max(0, Math.floor((z + 1.5) / step)))] ?? '',
    standardised: (value) => {
      const index = names.indexOf(String(value));
      return index < 0 ? 0 : (index + 0.5) * step - 1.5;
    },
  };
}

/** In the order in which smaller models take them: the sources in turn, weighty features first. */
export const features: readonly Feature[] = [
  skewed({ name: 'distance_km', source: 'orders', weight: 0.7 }, 6, 0.5),
  numeric({ name: 'past_late_rate', source: 'customers', weight: 0.6 }, 0.24, 0.06, 4),
  skewed({ name: 'rain_mm', source: 'weather', weight: 0.5 }, 1.2, 0.7),
  numeric({ name: 'speed_kmh', source: 'traffic', weight: -0.7, daily: 0.5 }, 34, 7),
  category({ name: 'channel', source: 'orders', weight: 0.3 }, ['app', 'web', 'phone', 'partner']),
  category({ name: 'segment', source: 'customers', weight: 0.25 }, ['gold', 'silver', 'bronze']),
  numeric({ name: 'wind_ms', source: 'weather', weight: 0.3, daily: 0.3 }, 7, 2),
  category({ name: 'congestion', source: 'traffic', weight: 0.8 }, [
    'free',
    'light',
    'dense',
    'jam',
    'closed',
  ]),
  numeric({ name: 'items', source: 'orders', weight: 0.2 }, 5, 1.5, 0),
  numeric({ name: 'tenure_days', source: 'customers', weight: -0.15 }, 600, 180, 0),
  numeric({ name: 'temperature_c', source: 'weather', weight: 0.1, daily: 0.8 }, 12, 6, 1),
  numeric({ name: 'detour_km', source: 'traffic', weight: 0.3 }, 2, 0.6),
  skewed({ name: 'basket_value', source: 'orders', weight: 0.05 }, 28, 0.6),
  category({ name: 'region', source: 'customers', weight: 0.2 }, [
    'north',
    'east',
    'south',
    'west',
    'centre',
  ]),
  numeric({ name: 'humidity', source: 'weather', weight: 0.05 }, 0.6, 0.12, 3),
  numeric({ name: 'road_works', source: 'traffic', weight: 0.1 }, 9, 2, 0),
  skewed({ name: 'weight_kg', source: 'orders', weight: 0.1 }, 3, 0.5),
  skewed({ name: 'past_orders', source: 'customers', weight: -0.1 }, 20, 0.6),
  category({ name: 'sky', source: 'weather', weight: 0.1 }, ['clear', 'cloudy', 'rain', 'storm']),
  numeric({ name: 'speed_limit', source: 'traffic', weight: -0.05 }, 50, 8, 0),
];
