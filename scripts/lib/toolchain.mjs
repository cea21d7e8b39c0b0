import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { delimiter, dirname, join } from 'node:path';
import { run } from './children.mjs';
import { ROOT, TOOLCHAIN_DIR } from './paths.mjs';
import { Sentence, step } from './say.mjs';

const NODE_WANTED = 'node@24';
const YARN_WANTED = '@yarnpkg/cli-dist@4';
const OWN_BIN = join(TOOLCHAIN_DIR, 'node_modules', '.bin');
const INSTALL_STAMP = join(ROOT, 'node_modules', '.panorama-install');

/** Backstage 1.55 runs on 22 and 24; undici and client-node want 22.19. */
function nodeFits(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 19);
}

async function machineFits() {
  if (!nodeFits(process.version)) {
    return false;
  }
  try {
    const { output } = await run('yarn', ['--version'], { cwd: ROOT });
    return /^4\./.test(output.trim());
  } catch {
    return false;
  }
}

function explainRegistryFailure(error) {
  if (
    /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|network/i.test(error.message)
  ) {
    return new Sentence(
      'The package registry cannot be reached. The first start needs it once; check the network or the registry setting of npm, then run the command again.',
    );
  }
  return error;
}

async function prepareTools() {
  if (await machineFits()) {
    return { env: { ...process.env }, node: process.execPath };
  }
  const node = join(OWN_BIN, 'node');
  if (!existsSync(node) || !existsSync(join(OWN_BIN, 'yarn'))) {
    await step('Getting Node 24 and Yarn 4 from the package registry', () =>
      run(
        'npm',
        [
          'install',
          '--no-audit',
          '--no-fund',
          '--prefix',
          TOOLCHAIN_DIR,
          NODE_WANTED,
          YARN_WANTED,
        ],
        {
          cwd: dirname(TOOLCHAIN_DIR),
          // Without a network npm would go on trying for minutes, and say
          // nothing. By environment: the package `node` calls npm once more.
          env: {
            npm_config_fetch_retries: '1',
            npm_config_fetch_retry_mintimeout: '2000',
            ...process.env,
          },
        },
      ).catch(error => {
        throw explainRegistryFailure(error);
      }),
    );
  }
  return {
    node,
    env: {
      ...process.env,
      PATH: `${OWN_BIN}${delimiter}${process.env.PATH}`,
      // Native add-ons that are built here must not ask the network for headers.
      npm_config_nodedir: nodeHeaders(),
    },
  };
}

function nodeHeaders() {
  const base = join(TOOLCHAIN_DIR, 'node_modules');
  const platform = `node-${process.platform}-${process.arch}`;
  return [
    join(base, 'node', 'node_modules', platform),
    join(base, platform),
  ].find(existsSync);
}

function manifests() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const group of ['packages', 'plugins']) {
    for (const name of readdirSync(join(ROOT, group))) {
      files.push(join(group, name, 'package.json'));
    }
  }
  files.push(join('testbed', 'package.json'));
  return files
    .map(file => join(ROOT, file))
    .filter(existsSync)
    .sort();
}

function installStamp() {
  const hash = createHash('sha256');
  for (const file of manifests()) {
    hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

async function install(env) {
  const wanted = installStamp();
  if (
    existsSync(INSTALL_STAMP) &&
    readFileSync(INSTALL_STAMP, 'utf8') === wanted
  ) {
    return;
  }
  await step('Installing packages (a few minutes the first time)', () =>
    run('yarn', ['install', ...(process.env.CI ? ['--immutable'] : [])], {
      cwd: ROOT,
      env,
    }).catch(error => {
      throw explainRegistryFailure(error);
    }),
  );
  mkdirSync(dirname(INSTALL_STAMP), { recursive: true });
  writeFileSync(INSTALL_STAMP, installStamp());
}

/**
 * Makes a bare machine ready: Node and Yarn that fit, packages as the lockfile
 * says. Does nothing, quickly, when there is nothing to do.
 *
 * @returns the environment and the Node binary to run everything else with
 */
export async function prepare() {
  const tools = await prepareTools();
  await install(tools.env);
  return tools;
}
