import { podShape } from './podShape';
import { cpuMillicores, memoryBytes, parseQuantity } from './quantity';

const Mi = 2 ** 20;
const asking = (cpu?: string, memory?: string) => ({
  requests: { ...(cpu && { cpu }), ...(memory && { memory }) },
});

describe('quantities', () => {
  // Examples of apimachinery's quantity documentation and its tests.
  test.each([
    ['100m', 0.1],
    ['1', 1],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1E3', 1000],
    ['2E', 2e18],
    ['128974848', 128974848],
    ['129M', 129e6],
    ['123Mi', 123 * Mi],
    ['1Ki', 1024],
    ['5n', 5e-9],
    ['-1k', -1000],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  test.each(['', 'a', '1x', '1KiB', '1 Gi', '--1', null, {}])(
    '%j is none',
    text => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  it('are rounded up to whole millicores and bytes', () => {
    expect(cpuMillicores('1234567n')).toBe(2);
    expect(cpuMillicores('250m')).toBe(250);
    expect(cpuMillicores('0.1')).toBe(100);
    expect(memoryBytes('0.5')).toBe(1);
  });
});

describe('what a pod asks for', () => {
  it('is nothing where nothing is set, which is not zero', () => {
    expect(podShape({ spec: { containers: [{ name: 'a' }] } })).toEqual({
      qos: 'BestEffort',
      gpus: 0,
      containers: 1,
    });
  });

  // Upstream's example of KEP-753: max(init1 + sidecar, init2 + sidecar, sum of containers + sidecar).
  it('is the larger of the init phase and the running phase, sidecars in both', () => {
    const shape = podShape({
      spec: {
        initContainers: [
          { name: 'early', resources: asking('3') },
          {
            name: 'sidecar',
            restartPolicy: 'Always',
            resources: asking('500m'),
          },
          { name: 'late', resources: asking('2700m') },
        ],
        containers: [
          { name: 'a', resources: asking('1', '100Mi') },
          { name: 'b', resources: asking('1', '50Mi') },
        ],
        overhead: { cpu: '100m' },
      },
    });
    // running: 2000 + 500; early: 3000; late beside the sidecar: 3200; overhead 100.
    expect(shape.cpuRequest).toBe(3300);
    expect(shape.memoryRequest).toBe(150 * Mi);
    expect(shape.containers).toBe(3);
  });

  it('has no limit as soon as one container has none', () => {
    const limited = { limits: { memory: '64Mi', cpu: '1' } };
    expect(
      podShape({
        spec: {
          containers: [{ name: 'a', resources: limited }, { name: 'b' }],
        },
      }).memoryLimit,
    ).toBeUndefined();
    expect(
      podShape({
        spec: {
          containers: [
            { name: 'a', resources: limited },
            { name: 'b', resources: limited },
          ],
        },
      }).memoryLimit,
    ).toBe(128 * Mi);
  });

  it('counts graphics processors of any vendor once, requested or limited', () => {
    const gpu = (resource: string) => ({
      limits: { [resource]: '2' },
      requests: { [resource]: '2' },
    });
    for (const resource of [
      'nvidia.com/gpu',
      'amd.com/gpu',
      'nvidia.com/mig-1g.5gb',
      'huawei.com/Ascend910',
    ]) {
      expect(
        podShape({
          spec: { containers: [{ name: 'a', resources: gpu(resource) }] },
        }).gpus,
      ).toBe(2);
    }
    expect(
      podShape({
        spec: {
          containers: [{ name: 'a', resources: gpu('example.com/fpga') }],
        },
      }).gpus,
    ).toBe(0);
  });

  it('is what the pod itself says where it says so', () => {
    expect(
      podShape({
        spec: {
          resources: asking('4'),
          containers: [{ name: 'a', resources: asking('1') }],
        },
      }).cpuRequest,
    ).toBe(4000);
  });
});
