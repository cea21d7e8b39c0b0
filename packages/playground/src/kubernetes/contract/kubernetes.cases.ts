/* eslint-disable jest/no-export, jest/valid-title, jest/expect-expect -- a suite for several servers: titles and expectations come from the registered cases */
import { CaseClient } from './CaseClient';
import { registerApplyCases } from './applyCases';
import { registerDeleteCases } from './deleteCases';
import { registerDiscoveryCases } from './discoveryCases';
import { registerImpersonationCases } from './impersonationCases';
import { registerListCases } from './listCases';
import { registerProtobufCases } from './protobufCases';
import { registerRightsCases } from './rightsCases';
import { randomName, type RegisterCase, type Subject } from './Subject';
import { registerWatchCases } from './watchCases';
import { registerWriteCases } from './writeCases';

/** A Kubernetes API server that runs. */
export type OpenedServer = {
  url: string;
  /** PEM in base64. */
  caData: string;
  /** Of a member of `system:masters`. */
  adminToken: string;
  /** Of `alice` in `team-a`, without rights. */
  otherToken: string;
  /** Makes the server forget its history; may cut connections. */
  compact: () => Promise<void>;
  close: () => Promise<void>;
};

const GROUPS: Array<[title: string, register: (check: RegisterCase) => void]> =
  [
    ['discovery', registerDiscoveryCases],
    ['lists', registerListCases],
    ['watches', registerWatchCases],
    ['writes', registerWriteCases],
    ['deletions', registerDeleteCases],
    ['server-side apply', registerApplyCases],
    ['rights', registerRightsCases],
    ['impersonation', registerImpersonationCases],
    ['protobuf', registerProtobufCases],
  ];

/**
 * What every Kubernetes API server does, simulated or real. Expected values were read in upstream's sources and hold on
 * the real server, which runs the same cases.
 *
 * @param differences - cases in which this server is known to differ, with the reason. They must fail: a difference
 *   that has gone fails the suite, so that the list stays true.
 */
export function runKubernetesCases(options: {
  name: string;
  /** False leaves the cases out, visibly: what the server needs is not on this machine. Default true. */
  canRun?: boolean;
  open: () => Promise<OpenedServer>;
  differences?: Array<{ title: string; reason: string }>;
}): void {
  const known = new Map(
    (options.differences ?? []).map(it => [it.title, it.reason]),
  );

  const suite = options.canRun === false ? describe.skip : describe;
  suite(options.name, () => {
    let server: OpenedServer;
    let client: CaseClient;
    beforeAll(async () => {
      server = await options.open();
      client = new CaseClient({
        url: server.url,
        caData: server.caData,
        token: server.adminToken,
      });
    }, 180_000);
    afterAll(async () => {
      client?.close();
      await server?.close();
    }, 60_000);

    const subject = (): Subject => ({
      client,
      otherToken: server.otherToken,
      compact: () => server.compact(),
      namespace: async () => {
        const name = randomName('case');
        await client.create('/api/v1/namespaces', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name },
        });
        return name;
      },
    });

    for (const [group, register] of GROUPS) {
      describe(group, () => {
        register((title, run) => {
          const reason = known.get(title);
          if (reason === undefined) it(title, () => run(subject()), 60_000);
          else
            it.failing(
              `${title} (differs: ${reason})`,
              () => run(subject()),
              60_000,
            );
        });
      });
    }
  });
}
