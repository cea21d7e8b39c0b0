import { NOTHING_OBSERVED } from '@panorama/plugin-service-map-node';
import { SourceRegistry } from './SourceRegistry';

const source = (id: string) => ({
  id,
  title: id,
  observe: async () => NOTHING_OBSERVED,
});

describe('the sources of the map', () => {
  it('are asked in the order in which they were added', () => {
    const registry = new SourceRegistry();
    registry.addSource(source('istio'));
    registry.addSource(source('catalog'));
    expect(registry.all().map(({ id }) => id)).toEqual(['istio', 'catalog']);
  });

  it('have names of their own', () => {
    const registry = new SourceRegistry();
    registry.addSource(source('istio'));
    expect(() => registry.addSource(source('istio'))).toThrow(
      'already has a source "istio"',
    );
  });
});
