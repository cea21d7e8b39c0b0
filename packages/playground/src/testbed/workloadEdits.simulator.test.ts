import { CaseClient } from '../kubernetes/contract/CaseClient';
import { createPlayground, type Playground } from '../Playground';
import { registerWorkloadEditCases } from './workloadEditCases';

const CLUSTER = 'staging';

jest.setTimeout(120_000);

describe('an edited Deployment of the simulated company', () => {
  let playground: Playground;
  let client: CaseClient;

  beforeAll(async () => {
    playground = await createPlayground({
      pods: 600,
      preset: 'healthy',
      pace: 0,
      clusters: [CLUSTER],
    });
    const { server } = playground.cluster(CLUSTER);
    const token = 'administrator';
    server.tokens.add(token, { name: 'admin', groups: ['system:masters'] });
    client = new CaseClient({
      url: server.url,
      caData: server.caData,
      token,
    });
  });

  afterAll(async () => {
    client.close();
    await playground.stop();
  });

  registerWorkloadEditCases(
    it,
    () => ({ client, namespace: 'tracking-staging', name: 'tracking-api' }),
    120_000,
  );
});
