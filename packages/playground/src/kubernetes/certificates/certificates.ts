import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { isIP } from 'node:net';
import * as der from './der';

const ECDSA_WITH_SHA256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const EXTENSION = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
};
const VALID_YEARS = 10;

/** What an HTTPS server needs, and what its clients need to trust it. All PEM. */
export type KeyMaterial = { ca: string; certificate: string; key: string };

type Party = { name: string; publicKey: Buffer; privateKey: KeyObject };

function createParty(name: string): Party {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
  });
  return {
    name,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    privateKey,
  };
}

function distinguishedName(commonName: string): Buffer {
  return der.sequence(
    der.set(der.sequence(der.oid('2.5.4.3'), der.utf8(commonName))),
  );
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return der.sequence(
    der.oid(id),
    ...(critical ? [der.boolean(true)] : []),
    der.octets(value),
  );
}

function keyId({ publicKey }: Party): Buffer {
  return createHash('sha1').update(publicKey).digest();
}

function addressBytes(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number));
  if (host === '::1')
    return Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
  throw new Error(
    `cannot put the address ${host} into a certificate; use an IPv4 address, ::1 or a host name`,
  );
}

function alternativeNames(hosts: string[]): Buffer {
  return der.sequence(
    ...hosts.map(host =>
      isIP(host)
        ? der.implicit(7, addressBytes(host))
        : der.implicit(2, Buffer.from(host, 'latin1')),
    ),
  );
}

/** A version 3 certificate, RFC 5280. */
function issue(
  subject: Party,
  issuer: Party,
  extensions: Buffer[],
  now: Date,
): string {
  const from = new Date(now.getTime() - 60_000);
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + VALID_YEARS);
  const serial = randomBytes(16);
  // The first byte must be 1–127: positive, and without a leading zero that DER forbids.
  serial[0] = (serial[0] & 0x7f) | 0x01;
  const content = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(serial),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer.name),
    der.sequence(der.time(from), der.time(until)),
    distinguishedName(subject.name),
    subject.publicKey,
    der.explicit(
      3,
      der.sequence(
        ...extensions,
        extension(EXTENSION.subjectKeyId, der.octets(keyId(subject))),
        extension(
          EXTENSION.authorityKeyId,
          der.sequence(der.implicit(0, keyId(issuer))),
        ),
      ),
    ),
  );
  const signature = sign('sha256', content, issuer.privateKey);
  return der.pem(
    'CERTIFICATE',
    der.sequence(content, ECDSA_WITH_SHA256, der.bits(signature)),
  );
}

/** A certificate authority of its own for `name`, and a serving certificate of it for `hosts`. The authority's key is not kept. */
export function createKeyMaterial(
  name: string,
  hosts: string[],
  now = new Date(),
): KeyMaterial {
  const authority = createParty(`${name} authority`);
  const server = createParty(name);
  return {
    ca: issue(
      authority,
      authority,
      [
        extension(
          EXTENSION.basicConstraints,
          der.sequence(der.boolean(true)),
          true,
        ),
        // keyCertSign and cRLSign: bits 5 and 6.
        extension(EXTENSION.keyUsage, der.bits(Buffer.from([0x06]), 1), true),
      ],
      now,
    ),
    certificate: issue(
      server,
      authority,
      [
        extension(EXTENSION.basicConstraints, der.sequence(), true),
        // digitalSignature: bit 0.
        extension(EXTENSION.keyUsage, der.bits(Buffer.from([0x80]), 7), true),
        extension(
          EXTENSION.extendedKeyUsage,
          der.sequence(der.oid(SERVER_AUTH)),
        ),
        extension(EXTENSION.subjectAltName, alternativeNames(hosts)),
      ],
      now,
    ),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
