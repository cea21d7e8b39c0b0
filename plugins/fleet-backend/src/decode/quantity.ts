/**
 * Kubernetes quantities: `100m`, `1.5`, `2Gi`, `1e3`, `128974848`.
 * The suffixes are those of apimachinery's `resource.Quantity`.
 */
const MULTIPLIERS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([a-zA-Z]{0,2}))$/;

/** The number of a quantity; `undefined` when it is none. */
export function parseQuantity(text: unknown): number | undefined {
  if (typeof text === 'number') {
    return text;
  }
  if (typeof text !== 'string') {
    return undefined;
  }
  const match = QUANTITY.exec(text);
  if (!match) {
    return undefined;
  }
  if (match[2]) {
    return Number(match[1] + match[2]);
  }
  const multiplier = MULTIPLIERS[match[3] ?? ''];
  return multiplier === undefined ? undefined : Number(match[1]) * multiplier;
}

/** Millicores, rounded up as upstream's `MilliValue`. */
export function cpuMillicores(text: unknown): number | undefined {
  const cores = parseQuantity(text);
  // 100m is 0.1 * 1000 = 100.00000000000001 in floating point: round that away first.
  return cores === undefined
    ? undefined
    : Math.ceil(Number((cores * 1000).toFixed(6)));
}

/** Bytes, rounded up as upstream's `Value`. */
export function memoryBytes(text: unknown): number | undefined {
  const bytes = parseQuantity(text);
  return bytes === undefined ? undefined : Math.ceil(Number(bytes.toFixed(6)));
}
