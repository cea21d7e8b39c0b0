import { createServer } from 'node:net';
import { Sentence } from './say.mjs';

function tryPort(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve(error.code));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

/**
 * @param option how the command takes another port; absent where it cannot
 * @throws Sentence that names the port and the way out
 */
export async function requireFreePort(port, option) {
  const code = await tryPort(port);
  if (code === 'EADDRINUSE') {
    throw new Sentence(
      `Port ${port} is in use. Stop the program that has it${
        option
          ? `, or choose another one: npm start -- ${option} ${port + 100}`
          : ': npm run dev has no other'
      }.`,
    );
  }
  if (code) {
    throw new Sentence(`Port ${port} cannot be opened on 127.0.0.1 (${code}).`);
  }
}
