/** A prediction and its label by curl, as the contract wants them. */
export function sendPredictionSnippet(origin: string): string {
  return `curl ${origin}/v1/predictions \\
  -H "Authorization: Bearer $DRIFTLINE_KEY" \\
  -H "Content-Type: application/x-ndjson" \\
  -d '{"model":"my-model","modelVersion":"1","predictionId":"p-1","timestamp":"2026-01-01T00:00:00Z","features":{"distance":867},"prediction":"late","score":0.31}'

curl ${origin}/v1/labels \\
  -H "Authorization: Bearer $DRIFTLINE_KEY" \\
  -H "Content-Type: application/x-ndjson" \\
  -d '{"model":"my-model","predictionId":"p-1","timestamp":"2026-01-01T03:20:00Z","label":"late"}'`;
}
