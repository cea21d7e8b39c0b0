import { SharedMemory } from './SharedMemory';

describe('memory that threads share', () => {
  it('counts every buffer of a message once', () => {
    const memory = new SharedMemory();
    const column = new SharedArrayBuffer(100);
    memory.see({
      type: 'pods',
      shared: { a: column, b: column, texts: { c: new SharedArrayBuffer(7) } },
    });
    expect(memory.bytes).toBe(107);
  });

  it('is replaced by a later table, and kept by messages without any', () => {
    const memory = new SharedMemory();
    memory.see({ shared: { a: new SharedArrayBuffer(100) } });
    memory.see({ shared: { a: new SharedArrayBuffer(125) } });
    memory.see({ type: 'status', statuses: [null, { name: 'prod' }] });
    expect(memory.bytes).toBe(125);
  });
});
