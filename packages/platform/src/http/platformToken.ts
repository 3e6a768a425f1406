/** Under which every Nest module finds the platform it is composed of. */
export const PLATFORM = Symbol('platform');
