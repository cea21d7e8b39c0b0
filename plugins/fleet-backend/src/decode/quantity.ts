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

const QUANTITY =
  /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([a-zA-Z]{0,2}))$/;

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
export const cpuMillicores = remembered(text => {
  const cores = parseQuantity(text);
  // 0.1 * 1000 is 100.00000000000001 in floating point: round that away first.
  return cores === undefined
    ? undefined
    : Math.ceil(Number((cores * 1000).toFixed(6)));
});

/** Bytes, rounded up as upstream's `Value`. */
export const memoryBytes = remembered(text => {
  const bytes = parseQuantity(text);
  return bytes === undefined ? undefined : Math.ceil(Number(bytes.toFixed(6)));
});

/** Different quantities that are remembered; requests and limits of a whole company are some hundred. */
const MAX_REMEMBERED = 4096;

/** Every pod repeats the same few quantities: looking one up costs a twentieth of parsing it. */
function remembered(
  parse: (text: unknown) => number | undefined,
): (text: unknown) => number | undefined {
  const known = new Map<unknown, number | undefined>();
  return text => {
    let value = known.get(text);
    if (value === undefined && text !== undefined) {
      value = parse(text);
      if (known.size >= MAX_REMEMBERED) {
        known.clear();
      }
      known.set(text, value);
    }
    return value;
  };
}
