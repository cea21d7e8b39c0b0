import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ServiceMap } from '@panorama/plugin-service-map-common';
import { mapOf } from '../__testUtils__/maps';
import { MapPublisher } from './MapPublisher';

const never = new AbortController().signal;

function publisherOf(build: () => Promise<ServiceMap>, firstWaitMs = 1000) {
  return new MapPublisher({
    build,
    firstWaitMs,
    logger: mockServices.logger.mock(),
  });
}

describe('the published map', () => {
  it('is built once for everybody who waits', async () => {
    let builds = 0;
    const publisher = publisherOf(async () => {
      builds += 1;
      return mapOf([], []);
    });
    const waiting = Array.from({ length: 50 }, () => publisher.current());
    await Promise.all([publisher.refresh(never), publisher.refresh(never)]);
    await Promise.all(waiting);
    expect(builds).toBe(1);
  });

  it('stays when the next build fails', async () => {
    let fails = false;
    const publisher = publisherOf(async () => {
      if (fails) {
        throw new Error('no memory');
      }
      return mapOf([], []);
    });
    await publisher.refresh(never);
    fails = true;
    await publisher.refresh(never);
    expect((await publisher.current()).build).toBe(1);
  });

  it('waits without alarm for a fleet that is not there yet', async () => {
    const logger = mockServices.logger.mock();
    const publisher = new MapPublisher({
      build: async () => {
        throw new ServiceUnavailableError('the fleet is not there');
      },
      firstWaitMs: 10,
      logger,
    });
    await publisher.refresh(never);
    expect(logger.error).not.toHaveBeenCalled();
    expect(logger.info).toHaveBeenCalledWith(
      'The service map waits for its first build: the fleet is not there',
    );
  });

  it('is not there before the first build, and says so', async () => {
    const publisher = publisherOf(() => new Promise(() => {}), 10);
    await expect(publisher.current()).rejects.toThrow(
      'The first map is being built',
    );
  });
});
