import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyMaterial, type KeyMaterial } from './certificates';

const HOSTS = ['localhost', '127.0.0.1', '::1'];
const RENEW_BEFORE_MS = 30 * 24 * 3600_000;

function isUsable(material: KeyMaterial, now: Date): boolean {
  const certificate = new X509Certificate(material.certificate);
  return (
    new Date(certificate.validTo).getTime() - now.getTime() > RENEW_BEFORE_MS
  );
}

/**
 * The key material of one cluster, kept in `folder` between starts, so that a configuration written earlier still
 * trusts it. A missing, broken or expiring file is made anew. Without a folder it lives as long as the process.
 */
export async function loadKeyMaterial(
  cluster: string,
  folder: string | undefined,
  now = new Date(),
): Promise<KeyMaterial> {
  if (!folder) return createKeyMaterial(cluster, HOSTS, now);
  const file = join(folder, `${cluster}.keys.json`);
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as KeyMaterial;
    if (isUsable(kept, now)) return kept;
  } catch {
    // Not there, half-written or not ours: the next lines replace it.
  }
  const made = createKeyMaterial(cluster, HOSTS, now);
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(made), { mode: 0o600 });
  await rename(draft, file);
  return made;
}
