// Makes the practice authority and the certificates it signs: a small X.509 writer on node:crypto, so that a machine
// without openssl can run the practice provider. For 127.0.0.1 and localhost only; never for anything real.
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A key and its certificate chain, both PEM; the chain starts with the certificate itself. */
export interface KeyPair {
  readonly key: string;
  readonly chain: string;
}

export interface Certificates {
  /** PEM of the authority */
  readonly authority: string;
  readonly server: KeyPair;
  /** lower-case hex SHA-256 of the DER of the server's certificate */
  readonly sha256: string;
}

// ---- DER (X.690), as much as a certificate needs
function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);
const octets = (body: Uint8Array): Buffer => tlv(0x04, body);
const bits = (body: Uint8Array, unused = 0): Buffer => tlv(0x03, Buffer.from([unused]), body);
const yes = tlv(0x01, Buffer.from([0xff]));

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(0x06, Buffer.from(bytes));
}

// RFC 5280 §4.1.2.5: UTCTime up to 2049
const utcTime = (at: Date): Buffer =>
  tlv(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`, "ascii"));
const name = (commonName: string): Buffer =>
  sequence(tlv(0x31, sequence(oid("2.5.4.3"), tlv(0x0c, Buffer.from(commonName, "utf8")))));
const extension = (id: string, critical: boolean, value: Uint8Array): Buffer =>
  sequence(oid(id), ...(critical ? [yes] : []), octets(value));

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));

interface Wish {
  readonly subject: string;
  readonly publicKey: Uint8Array;
  readonly issuer: string;
  readonly issuerKey: string;
  readonly extensions: readonly Buffer[];
  readonly from: Date;
  readonly to: Date;
}

function certificate(wish: Wish): string {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    ecdsaWithSha256,
    name(wish.issuer),
    sequence(utcTime(wish.from), utcTime(wish.to)),
    name(wish.subject),
    wish.publicKey,
    tlv(0xa3, sequence(...wish.extensions)),
  );
  const signature = sign("sha256", body, createPrivateKey(wish.issuerKey));
  const der = sequence(body, ecdsaWithSha256, bits(signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function newKey(): { readonly publicKey: Buffer; readonly privateKey: string } {
  return generateKeyPairSync("ec", {
    namedCurve: "prime256v1",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

const keyId = (publicKey: Uint8Array): Buffer => createHash("sha1").update(publicKey).digest();
const dns = (host: string): Buffer => tlv(0x82, Buffer.from(host, "ascii"));

/**
 * A new authority and one server certificate for 127.0.0.1, localhost and `hosts`, valid from yesterday for ten years
 * (`now` in milliseconds). The authority's key is thrown away: nobody can sign with it again.
 */
export function makeCertificates(hosts: readonly string[] = [], now = Date.now()): Certificates {
  const issuer = `Gatepost practice authority ${randomBytes(4).toString("hex")}`;
  const from = new Date(now - 86_400_000);
  const to = new Date(now + 3_652 * 86_400_000);
  const root = newKey();
  const rootId = keyId(root.publicKey);
  const authority = certificate({
    subject: issuer,
    publicKey: root.publicKey,
    issuer,
    issuerKey: root.privateKey,
    from,
    to,
    extensions: [
      extension("2.5.29.19", true, sequence(yes)), // basicConstraints: an authority
      extension("2.5.29.15", true, bits(Buffer.from([0x06]), 1)), // keyUsage: keyCertSign, cRLSign
      extension("2.5.29.14", false, octets(rootId)),
    ],
  });
  const leaf = newKey();
  const names = [
    dns("localhost"),
    ...hosts.map(dns),
    tlv(0x87, Buffer.from([127, 0, 0, 1])), // iPAddress
  ];
  const chain = certificate({
    subject: "localhost",
    publicKey: leaf.publicKey,
    issuer,
    issuerKey: root.privateKey,
    from,
    to,
    extensions: [
      extension("2.5.29.19", true, sequence()),
      extension("2.5.29.15", true, bits(Buffer.from([0x80]), 7)), // digitalSignature
      extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.1"))), // serverAuth
      extension("2.5.29.17", false, sequence(...names)),
      extension("2.5.29.14", false, octets(keyId(leaf.publicKey))),
      extension("2.5.29.35", false, sequence(tlv(0x80, rootId))),
    ],
  });
  return {
    authority,
    server: { key: leaf.privateKey, chain: chain + authority },
    sha256: fingerprint(chain),
  };
}

/** Lower-case hex SHA-256 of the DER of the first certificate in `pem`. */
export function fingerprint(pem: string): string {
  return createHash("sha256").update(new X509Certificate(pem).raw).digest("hex");
}

/** The certificates of a folder, made on first use: a pinned certificate must outlive a restart. */
export function certificatesIn(folder: string, hosts: readonly string[] = []): Certificates {
  const paths = ["authority.pem", "server.key", "server.pem"].map((file) => join(folder, file));
  const [authorityPath = "", keyPath = "", chainPath = ""] = paths;
  if (paths.every((path) => existsSync(path))) {
    const chain = readFileSync(chainPath, "utf8");
    return {
      authority: readFileSync(authorityPath, "utf8"),
      server: { key: readFileSync(keyPath, "utf8"), chain },
      sha256: fingerprint(chain),
    };
  }
  const made = makeCertificates(hosts);
  writeFileSync(keyPath, made.server.key, { mode: 0o600 });
  writeFileSync(chainPath, made.server.chain);
  writeFileSync(authorityPath, made.authority);
  return made;
}
