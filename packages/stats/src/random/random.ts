/** A source of uniform numbers in [0, 1). Made by `seededRandom`; passed in wherever chance is needed. */
export type Random = () => number;
