import { Readable } from 'node:stream';
import { CodedError } from '@driftline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const ROUTE = '/v1/repositories/:id/push';
/** A push of many commits is larger than what else is sent to the API. */
const BODY_LIMIT = 5 * 1024 * 1024;

/**
 * Keeps the bodies of pushes as they came: a signature is of bytes, not of what they mean. It asks for them when it is
 * made, which is before the routes are.
 */
@Injectable()
export class RawBodies {
  private readonly bodies = new WeakMap<FastifyRequest, Buffer>();

  constructor(@Inject(HttpAdapterHost) { httpAdapter }: HttpAdapterHost) {
    const fastify: FastifyInstance = httpAdapter.getInstance();
    fastify.addHook('onRoute', (route) => {
      if (route.url !== ROUTE) return;
      route.bodyLimit = BODY_LIMIT;
      route.preParsing = async (request, _reply, payload) => {
        const raw = await readAll(payload);
        this.bodies.set(request, raw);
        return Object.assign(Readable.from([raw]), { receivedEncodedLength: raw.length });
      };
    });
  }

  /** The body of a push. */
  of(request: FastifyRequest): Buffer {
    return this.bodies.get(request) ?? Buffer.alloc(0);
  }
}

async function readAll(payload: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of payload) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > BODY_LIMIT) throw tooLarge();
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): CodedError {
  return new CodedError({
    code: 'body_too_large',
    status: 413,
    message: `The push is larger than ${BODY_LIMIT} bytes.`,
    where: 'body',
    action: 'Nothing: the next check of the repository finds what was pushed.',
  });
}
