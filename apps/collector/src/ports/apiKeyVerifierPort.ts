/** Who sends. */
export interface Sender {
  /** Id of the API key. */
  id: string;
}

/** Knows the API keys. */
export interface ApiKeyVerifierPort {
  /**
   * @param authorization the Authorization header
   * @throws CodedError with status 401 when there is no valid key, 403 when it may not ingest
   */
  verify(authorization: string | undefined): Promise<Sender>;
}
