/** Factors between units in daily use that lie too near 1 to be told from an ordinary shift by size alone. */
export const NEAR_FACTORS: readonly number[] = [
  1.609344, // kilometres in a mile
  1.852, // kilometres in a nautical mile
  2.54, // centimetres in an inch
  2.20462262, // pounds in a kilogram
  3.2808399, // feet in a metre
  3.6, // km/h in m/s
  3.78541178, // litres in a US gallon
  4.184, // joules in a calorie
];

/** Conversions with a factor and an offset: window = factor · reference + offset. */
export const AFFINE_CONVERSIONS: readonly { factor: number; offset: number }[] = [
  { factor: 1.8, offset: 32 }, // Celsius to Fahrenheit
  { factor: 1 / 1.8, offset: -32 / 1.8 }, // Fahrenheit to Celsius
  { factor: 1.8, offset: -459.67 }, // Kelvin to Fahrenheit
  { factor: 1 / 1.8, offset: 459.67 / 1.8 }, // Fahrenheit to Kelvin
];
