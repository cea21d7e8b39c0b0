import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { requireFreePort } from './ports.mjs';

describe('a port in use', () => {
  it('is refused with the way out that the command has', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    await assert.rejects(requireFreePort(port, '--port'), {
      message: `Port ${port} is in use. Stop the program that has it, or choose another one: npm start -- --port ${
        port + 100
      }.`,
    });
    await assert.rejects(requireFreePort(port), {
      message: `Port ${port} is in use. Stop the program that has it: npm run dev has no other.`,
    });
    server.close();
    await once(server, 'close');
    await requireFreePort(port, '--port');
  });
});
