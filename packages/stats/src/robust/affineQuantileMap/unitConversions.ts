/** Conversions between units in daily use, to tell a change of unit from an ordinary shift of similar size. */
export const unitConversions = {
  /** Factors too near 1 to be told by size alone. */
  nearFactors: [
    1.609344, // kilometres in a mile
    2.54, // centimetres in an inch
    2.20462262, // pounds in a kilogram
    3.2808399, // feet in a metre
    3.6, // km/h in m/s
    3.78541178, // litres in a US gallon
  ],
  /** Factor and offset: window = factor · reference + offset. */
  affine: [
    { factor: 1.8, offset: 32 }, // Celsius to Fahrenheit
    { factor: 1 / 1.8, offset: -32 / 1.8 }, // Fahrenheit to Celsius
    { factor: 1.8, offset: -459.67 }, // Kelvin to Fahrenheit
    { factor: 1 / 1.8, offset: 459.67 / 1.8 }, // Fahrenheit to Kelvin
  ],
} as const;
