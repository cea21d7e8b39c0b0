import { createServer } from 'node:net';

/**
 * Below the range that Linux gives to outgoing connections (32768 and up): a stopped server can take its port again,
 * because no client connection was put there meanwhile.
 */
const FIRST_PORT = 17_000;
const LAST_PORT = 29_999;
const ATTEMPTS = 200;

function isFree(port: number): Promise<boolean> {
  return new Promise(done => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** `count` different ports on loopback that nobody listens on now. Another process may still take one first. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let i = 0; i < ATTEMPTS && ports.size < count; i += 1) {
    const port =
      FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  if (ports.size < count) {
    throw new Error(
      `found ${ports.size} of ${count} free ports between ${FIRST_PORT} and ${LAST_PORT} in ${ATTEMPTS} attempts; ` +
        'stop what occupies them',
    );
  }
  return [...ports];
}
