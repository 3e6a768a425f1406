export { CodedError, type ErrorDetails } from './errors/codedError.js';
export { type Problem, problemOf, problemSchema } from './errors/problem.js';
