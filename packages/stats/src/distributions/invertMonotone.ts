const ROUNDS = 200;

/**
 * The zero of an increasing function in [low, high], where it changes sign, to full double precision.
 * Illinois variant of false position, with a bisection whenever that stalls.
 */
export function invertMonotone(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  for (let round = 0; round < ROUNDS; round++) {
    if (fa === 0) return a;
    if (fb === 0) return b;
    const chord = (a * fb - b * fa) / (fb - fa);
    const x = round % 3 === 2 || !(chord > a && chord < b) ? (a + b) / 2 : chord;
    if (x <= a || x >= b || b - a <= 1e-15 * Math.abs(b)) return x;
    const fx = f(x);
    if (fx < 0) [a, fa] = [x, fx];
    else [b, fb] = [x, fx];
  }
  return (a + b) / 2;
}
