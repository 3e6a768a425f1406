import { Agent, request } from 'node:http';

/** Sends prepared bodies over `lanes` kept connections; resolves when every one is acknowledged. */
export async function sendBatches(url, key, bodies, lanes) {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const waiting = bodies[Symbol.iterator]();
  const lane = async () => {
    for (const body of waiting) await send(`${url}/v1/predictions`, key, body, agent);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
}

function send(url, key, body, agent) {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/x-ndjson',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === 200 && JSON.parse(answer).rejected === 0) resolve();
        else reject(new TypeError(`the collector answered ${response.statusCode}: ${answer.slice(0, 500)}`));
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
