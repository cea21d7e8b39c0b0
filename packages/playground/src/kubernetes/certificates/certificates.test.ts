import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseClient } from '../contract/CaseClient';
import { openSimulator } from '../contract/openSimulator';
import { createKeyMaterial } from './certificates';
import { loadKeyMaterial } from './keyMaterialFile';

describe('key material', () => {
  it('is a server certificate that its own authority signed', () => {
    const { ca, certificate } = createKeyMaterial('prod', [
      'localhost',
      '127.0.0.1',
      '::1',
    ]);
    const authority = new X509Certificate(ca);
    const server = new X509Certificate(certificate);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIssued(authority)).toBe(true);
    expect([authority.ca, server.ca]).toEqual([true, false]);
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkHost('example.com')).toBeUndefined();
  });

  it('is trusted by who has the authority and by nobody else', async () => {
    const { cluster, client, close } = await openSimulator();
    expect((await client.get('/version')).status).toBe(200);
    const foreign = Buffer.from(
      createKeyMaterial('other', ['127.0.0.1']).ca,
    ).toString('base64');
    const stranger = new CaseClient({
      url: cluster.url,
      caData: foreign,
      token: 'admin-token',
    });
    await expect(stranger.get('/version')).rejects.toThrow(
      /unable to verify|self-signed|signature/,
    );
    stranger.close();
    await close();
  });

  describe('in a folder', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'keys-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it('is the same at the next start', async () => {
      const first = await loadKeyMaterial('prod', folder);
      expect(await loadKeyMaterial('prod', folder)).toEqual(first);
      expect((await loadKeyMaterial('staging', folder)).ca).not.toBe(first.ca);
    });

    it('is made anew when the file is broken or about to expire', async () => {
      const first = await loadKeyMaterial('prod', folder);
      const late = new Date();
      late.setUTCFullYear(late.getUTCFullYear() + 10);
      expect((await loadKeyMaterial('prod', folder, late)).ca).not.toBe(
        first.ca,
      );
      await writeFile(join(folder, 'prod.keys.json'), '{"ca":');
      const third = await loadKeyMaterial('prod', folder);
      expect(
        JSON.parse(await readFile(join(folder, 'prod.keys.json'), 'utf8')),
      ).toEqual(third);
    });
  });
});
