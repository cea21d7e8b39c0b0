import { selectedFields, type Projection } from '../Projection';
import { Selection, selectJson } from '../selectJson';
import { gateways } from './gateways';
import { httpRoutes } from './httpRoutes';

/** From the bytes of a watch to the fields that readers get. */
function project<T>(projection: Projection<never, T>, object: object): T {
  const bytes = Buffer.from(JSON.stringify(object));
  return projection.project(
    selectJson<never>(
      bytes,
      0,
      bytes.length,
      new Selection(selectedFields(projection)),
    ),
  );
}

const metadata = (name: string) => ({
  name,
  namespace: 'shop',
  uid: name,
  resourceVersion: '1',
});

describe('kinds of the Gateway API', () => {
  // After the "Simple Gateway" guide of gateway-api.sigs.k8s.io.
  it('keep of a Gateway its class, listeners and addresses, and nothing of its certificates', () => {
    const fields = project(gateways, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: metadata('prod-web'),
      spec: {
        gatewayClassName: 'example',
        listeners: [
          {
            name: 'https',
            hostname: '*.example.com',
            port: 443,
            protocol: 'HTTPS',
            tls: { certificateRefs: [{ name: 'secret-of-the-shop' }] },
          },
          { name: 'http', port: 80, protocol: 'HTTP' },
        ],
      },
      status: { addresses: [{ type: 'IPAddress', value: '10.0.0.7' }] },
    });
    expect(fields).toEqual({
      className: 'example',
      listeners: [
        {
          name: 'https',
          hostname: '*.example.com',
          port: 443,
          protocol: 'HTTPS',
        },
        { name: 'http', port: 80, protocol: 'HTTP' },
      ],
      addresses: ['10.0.0.7'],
    });
    expect(JSON.stringify(fields)).not.toContain('secret-of-the-shop');
  });

  it('keep of an HTTPRoute where it comes from and which Services it leads to', () => {
    expect(
      project(httpRoutes, {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: metadata('cart'),
        spec: {
          hostnames: ['shop.example.com'],
          parentRefs: [
            { name: 'prod-web', namespace: 'infra', sectionName: 'https' },
            { kind: 'Service', group: '', name: 'mesh' },
          ],
          rules: [
            {
              matches: [{ path: { type: 'PathPrefix', value: '/cart' } }],
              backendRefs: [
                { name: 'cart', port: 8080, weight: 90 },
                { name: 'cart-next', namespace: 'canary', port: 8080 },
                { kind: 'Bucket', group: 'example.com', name: 'files' },
              ],
            },
          ],
        },
      }),
    ).toEqual({
      hostnames: ['shop.example.com'],
      gateways: [{ namespace: 'infra', name: 'prod-web', listener: 'https' }],
      rules: [
        {
          paths: ['/cart'],
          backends: [
            { namespace: 'shop', service: 'cart', port: 8080, weight: 90 },
            {
              namespace: 'canary',
              service: 'cart-next',
              port: 8080,
              weight: 1,
            },
          ],
        },
      ],
    });
  });

  it('may say nothing at all', () => {
    expect(project(gateways, { metadata: metadata('empty') })).toEqual({
      className: '',
      listeners: [],
      addresses: [],
    });
    expect(project(httpRoutes, { metadata: metadata('empty') })).toEqual({
      hostnames: [],
      gateways: [],
      rules: [],
    });
  });
});
