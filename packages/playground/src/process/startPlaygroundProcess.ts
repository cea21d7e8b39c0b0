import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { writeCatalog } from '../catalog/writeCatalog';
import { DEMO_PASSWORD, PEOPLE } from '../company/people';
import { CLUSTER_NAMES } from '../company/spec';
import { ControlServer } from '../control/ControlServer';
import { peopleState } from '../control/state';
import { OidcServer } from '../oidc/OidcServer';
import { portalConfig } from '../portalConfig';
import { startRealCompany } from '../testbed';
import { endWithParent } from './endWithParent';
import { readOptions } from './options';
import { startSimulatedCompany } from './simulatedCompany';

/** Files with secrets are for their owner only. */
const PRIVATE = { mode: 0o600 };

/**
 * Runs the whole playground: clusters, sign-in, catalog and remote control.
 * Writes `app-config.playground.yaml` and `playground.json` into the state
 * folder and prints one line of JSON when everything answers.
 */
export async function startPlaygroundProcess(
  args: readonly string[],
): Promise<void> {
  const options = readOptions(args);
  const stateDir = resolve(options.stateDir);
  await mkdir(stateDir, { recursive: true });
  const { port } = options;
  const secrets = await readSecrets(stateDir);

  const running: Array<{ stop(): Promise<void> }> = [];
  endWithParent(async () => {
    await Promise.all(running.map(part => part.stop()));
  });

  const real = options.testbed
    ? await startRealCompany({
        pods: options.pods,
        seed: options.seed,
        stateDir,
        log: line => process.stdout.write(`${line}\n`),
      })
    : undefined;
  const company =
    real ??
    (await startSimulatedCompany({
      ...options,
      stateDir,
      tokens: secrets.tokens,
    }));
  running.push(company);
  const oidc = await OidcServer.start({
    port: port === 0 ? 0 : port + CLUSTER_NAMES.length,
    portalUrl: options.portalUrl,
  });
  running.push(oidc);
  const control = await ControlServer.start({
    port: port === 0 ? 0 : port + CLUSTER_NAMES.length + 1,
    scenarios: company.scenarios,
    state: () => ({
      clusters: company.clusterStates(),
      people: peopleState(PEOPLE),
      signIn: { issuer: oidc.issuer, customParameters: oidc.customParameters },
    }),
  });
  running.push(control);

  const config = portalConfig({
    clusters: company.clusters,
    oidc,
    sessionSecret: secrets.session,
    locations: await writeCatalog(stateDir),
  });
  const configFile = join(stateDir, 'app-config.playground.yaml');
  await writeFile(configFile, stringify(config), PRIVATE);
  const users = PEOPLE.map(({ name, email, role, team }) => ({
    name,
    email,
    password: DEMO_PASSWORD,
    role: team ? `${role}, ${team}` : role,
  }));
  const summary = {
    controlUrl: control.url,
    issuer: oidc.issuer,
    pid: process.pid,
    users,
    ...(real && { kubeconfigs: real.kubeconfigs, kubectl: real.kubectl }),
  };
  await writeFile(
    join(stateDir, 'playground.json'),
    `${JSON.stringify(summary, null, 2)}\n`,
    PRIVATE,
  );
  process.stdout.write(
    `${JSON.stringify({
      ready: true,
      ...summary,
      config: configFile,
      pods: real?.pods ?? options.pods,
    })}\n`,
  );
}

interface Secrets {
  session: string;
  tokens: Record<string, string>;
}

/** Kept between starts, so that a portal that goes on running keeps its access. */
async function readSecrets(stateDir: string): Promise<Secrets> {
  const file = join(stateDir, 'secrets.json');
  const isSecrets = (value: unknown): value is Secrets =>
    typeof value === 'object' &&
    value !== null &&
    'session' in value &&
    'tokens' in value;
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (isSecrets(value)) {
      return value;
    }
  } catch {
    // The first start, or a damaged file: new secrets do no harm.
  }
  const random = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = {
    session: random(),
    tokens: Object.fromEntries(CLUSTER_NAMES.map(name => [name, random()])),
  };
  await writeFile(file, JSON.stringify(secrets), PRIVATE);
  return secrets;
}
