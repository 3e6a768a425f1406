import { Transform } from 'node:stream';
import { protocolError } from '../errors/clickHouseError.js';

/** A stream that lets at most `maxBytes` pass and then fails with 413. */
export function limitBytes(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes)
        done(protocolError('tooManyBytes', `Request body is larger than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
}
