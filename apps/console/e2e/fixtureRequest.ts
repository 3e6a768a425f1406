/** A request as the routes of the fixture see it. */
export interface FixtureRequest {
  method: string;
  /** Path segments behind the resource. */
  id: string | undefined;
  part: string | undefined;
  query: URLSearchParams;
  body: Record<string, unknown>;
}
