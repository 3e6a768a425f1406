/** Uniform numbers from 0 to 1, the same on every run (mulberry32). */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Predictions with 20 features (14 numbers, 4 categories, 2 booleans) as JSON text, one a line and second of event
 * time, over about `rows` seconds of January 2001.
 */
export function makeEvents(rows, model) {
  const random = randomNumbers(1);
  const start = Date.UTC(2001, 0, 1);
  const lines = [];
  for (let row = 0; row < rows; row++) {
    const features = {};
    for (let at = 0; at < 14; at++) features[`number_${at}`] = Math.round(random() * 1e6) / 1e3;
    for (let at = 0; at < 4; at++) features[`category_${at}`] = `value-${Math.floor(random() * 50)}`;
    for (let at = 0; at < 2; at++) features[`flag_${at}`] = random() < 0.5;
    const score = random();
    lines.push(
      JSON.stringify({
        model,
        modelVersion: '1',
        predictionId: `p-${row}`,
        timestamp: new Date(start + row * 1000).toISOString(),
        features,
        prediction: score > 0.5 ? 'late' : 'on_time',
        score,
      }),
    );
  }
  return lines;
}
