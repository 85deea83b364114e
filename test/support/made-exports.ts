// Exports of other programs, made by the tests from the descriptions of their formats, with secrets that are public. Sealed
// at low cost, so that all of them together take seconds.
import { createCipheriv, createHash, createHmac, pbkdf2Sync, scryptSync } from "node:crypto";
import { poly1305 } from "@noble/ciphers/_poly1305.js";
import { chacha20, hchacha } from "@noble/ciphers/chacha.js";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { argon2id } from "hash-wasm";
import kdbxweb from "kdbxweb";
import type { ImportFormat } from "../../shared/models/import.ts";

export const passphrase = "correct horse";
/** The seed of RFC 4226, and one of 80 bits; both stand in many documents. */
export const secrets = { first: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", second: "JBSWY3DPEHPK3PXP" } as const;

export interface MadeExport {
  readonly name: string;
  readonly format: ImportFormat;
  readonly encrypted: boolean;
  readonly bytes: Uint8Array;
  /** issuers in their order; the first entry is `first`, TOTP with six digits */
  readonly issuers: readonly string[];
}

const link = (issuer: string, secret: string) =>
  `otpauth://totp/${issuer}:ann?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=6&period=30`;
const links = [link("Post", secrets.first), link("Forum", secrets.second)];
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const salt = (length: number) => Buffer.alloc(length, 0x5a);
const issuers = ["Post", "Forum"];
const rows = [
  { issuer: "Post", secret: secrets.first },
  { issuer: "Forum", secret: secrets.second },
];

function gcm(key: Uint8Array, nonce: Uint8Array, content: Uint8Array, associated?: Uint8Array) {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  if (associated) cipher.setAAD(associated);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return { sealed, tag: cipher.getAuthTag(), joined: Buffer.concat([sealed, cipher.getAuthTag()]) };
}

function cbc(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  return Buffer.concat([cipher.update(content), cipher.final()]);
}

const argon2 = (memorySize: number, iterations: number, parallelism: number, salted: Uint8Array) =>
  argon2id({
    ...{ password: passphrase, salt: salted, memorySize, iterations, parallelism },
    ...{ hashLength: 32, outputType: "binary" },
  });

async function zip(
  files: Readonly<Record<string, Uint8Array>>,
  options: { readonly password?: string; readonly zipCrypto?: boolean } = {},
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, bytes] of Object.entries(files)) {
    await writer.add(name, new Uint8ArrayReader(bytes), { ...options, useWebWorkers: false });
  }
  return writer.close();
}

const aegisDb = {
  version: 3,
  groups: [{ uuid: "g-1", name: "work" }],
  entries: rows.map(({ issuer, secret }) => ({
    ...{ type: "totp", name: "ann", issuer, note: "from the old phone", favorite: false, groups: ["g-1"] },
    info: { secret, algo: "SHA1", digits: 6, period: 30 },
  })),
};

function aegisSealed(): Uint8Array {
  const master = Buffer.alloc(32, 7);
  const cost = { N: 1024, r: 8, p: 1 };
  const slotKey = scryptSync(passphrase, salt(32), 32, cost);
  const slot = gcm(slotKey, salt(12), master);
  const db = gcm(master, salt(12), json(aegisDb));
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const params = (tag: Uint8Array) => ({ nonce: hex(salt(12)), tag: hex(tag) });
  const slots = [
    {
      ...{ type: 1, uuid: "s-1", key: hex(slot.sealed), key_params: params(slot.tag) },
      ...{ n: cost.N, r: cost.r, p: cost.p, salt: hex(salt(32)) },
    },
  ];
  return json({ version: 1, header: { slots, params: params(db.tag) }, db: db.sealed.toString("base64") });
}

const twoFasServices = rows.map(({ issuer, secret }) => ({
  name: issuer,
  secret,
  otp: { account: "ann", issuer, digits: 6, period: 30, algorithm: "SHA1", tokenType: "TOTP" },
}));

function twoFasSealed(): Uint8Array {
  const key = pbkdf2Sync(passphrase, salt(256), 10_000, 32, "sha256");
  const { joined } = gcm(key, salt(12), json(twoFasServices));
  const parts = [joined, salt(256), salt(12)].map((part) => part.toString("base64"));
  return json({ services: [], groups: [], schemaVersion: 4, servicesEncrypted: parts.join(":") });
}

/** libsodium's secretstream with one message, as its documentation describes it. */
async function enteSealed(): Promise<Uint8Array> {
  const key = await argon2(64, 1, 1, salt(16));
  const header = Buffer.alloc(24, 3);
  const words = (bytes: Uint8Array) => new Uint32Array(Uint8Array.from(bytes).buffer);
  const out = new Uint32Array(8);
  hchacha(words(Buffer.from("expand 32-byte k")), words(key), words(header.subarray(0, 16)), out);
  const subkey = new Uint8Array(out.buffer);
  const nonce = Uint8Array.from([1, 0, 0, 0, ...header.subarray(16)]);
  const macKey = chacha20(subkey, nonce, new Uint8Array(64)).subarray(0, 32);
  const tagBlock = chacha20(subkey, nonce, Uint8Array.from([3, ...new Uint8Array(63)]), undefined, 1);
  const sealed = chacha20(subkey, nonce, Buffer.from(links.join("\n")), undefined, 2);
  const pad = new Uint8Array((16 - 64 + sealed.length) & 15);
  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64LE(BigInt(64 + sealed.length), 8);
  const mac = poly1305(Buffer.concat([tagBlock, sealed, pad, lengths]), macKey);
  const data = Buffer.concat([tagBlock.subarray(0, 1), sealed, mac]);
  return json({
    version: 1,
    kdfParams: { memLimit: 64 * 1024, opsLimit: 1, salt: salt(16).toString("base64") },
    encryptedData: data.toString("base64"),
    encryptionNonce: header.toString("base64"),
  });
}

const bitwardenVault = {
  encrypted: false,
  folders: [{ id: "f-1", name: "work" }],
  items: rows.map(({ issuer, secret }) => ({
    ...{ type: 1, name: issuer, folderId: "f-1", favorite: false },
    login: { username: "ann", totp: secret },
  })),
};

function bitwardenSealed(): Uint8Array {
  const saltText = salt(16).toString("base64");
  const key = pbkdf2Sync(passphrase, saltText, 5_000, 32, "sha256");
  const part = (info: string) => createHmac("sha256", key).update(`${info}\u0001`).digest();
  const seal = (content: Uint8Array) => {
    const data = cbc(part("enc"), salt(16), content);
    const mac = createHmac("sha256", part("mac")).update(salt(16)).update(data).digest();
    return `2.${[salt(16), data, mac].map((bytes) => bytes.toString("base64")).join("|")}`;
  };
  return json({
    ...{ encrypted: true, passwordProtected: true, salt: saltText, kdfType: 0, kdfIterations: 5_000 },
    ...{ encKeyValidation_DO_NOT_EDIT: seal(Buffer.from("known")), data: seal(json(bitwardenVault)) },
  });
}

const stratumBackup = {
  Authenticators: rows.map(({ issuer, secret }) => ({
    ...{ Type: 2, Issuer: issuer, Username: "ann", Secret: secret, Pin: null },
    ...{ Algorithm: 0, Digits: 6, Period: 30, Counter: 0 },
  })),
  Categories: [{ Id: "c-1", Name: "work" }],
  AuthenticatorCategories: [{ CategoryId: "c-1", AuthenticatorSecret: secrets.first }],
};

function stratumLegacy(): Uint8Array {
  const key = pbkdf2Sync(passphrase, salt(20), 64_000, 32, "sha1");
  const sealed = cbc(key, salt(16), json(stratumBackup));
  return Buffer.concat([Buffer.from("AuthenticatorPro"), salt(20), salt(16), sealed]);
}

async function stratumStrong(): Promise<Uint8Array> {
  const { joined } = gcm(await argon2(65_536, 3, 4, salt(16)), salt(12), json(stratumBackup));
  return Buffer.concat([Buffer.from("AUTHENTICATORPRO"), salt(16), salt(12), joined]);
}

const andOtpList = rows.map(({ issuer, secret }) => ({
  ...{ secret, issuer, label: "ann", digits: 6, type: "TOTP", algorithm: "SHA1", period: 30, tags: ["work"] },
}));
/** Sealed bytes must look like noise: a salt of one letter would not. */
const noise = (length: number) => createHash("sha512").update("noise").digest().subarray(0, length);

function andOtpNew(): Uint8Array {
  const iterations = Buffer.alloc(4);
  iterations.writeUInt32BE(2_000);
  const key = pbkdf2Sync(passphrase, noise(12), 2_000, 32, "sha1");
  return Buffer.concat([iterations, noise(12), noise(12), gcm(key, noise(12), json(andOtpList)).joined]);
}

function andOtpOld(): Uint8Array {
  const key = createHash("sha256").update(passphrase).digest();
  return Buffer.concat([noise(12), gcm(key, noise(12), json(andOtpList)).joined]);
}

const signed = (bytes: Uint8Array) => [...bytes].map((byte) => (byte > 127 ? byte - 256 : byte));
const tokens = rows.map(({ issuer, secret }) => ({
  ...{ algo: "SHA1", counter: 0, digits: 6, issuerExt: issuer, issuerInt: issuer, label: "ann", period: 30 },
  ...{ secret: signed(fromBase32(secret)), type: "TOTP" },
}));

/** Independent of the project's own decoder. */
function fromBase32(text: string): Uint8Array {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

function freeOtpSealed(): Uint8Array {
  const der = Buffer.concat([Buffer.from("3011040c", "hex"), salt(12), Buffer.from("020110", "hex")]);
  const seal = (key: Uint8Array, content: Uint8Array, token: string) => ({
    ...{ mCipher: "AES/GCM/NoPadding", mParameters: signed(der), mToken: token },
    mCipherText: signed(gcm(key, salt(12), content, Buffer.from(token)).joined),
  });
  const master = Buffer.alloc(32, 9);
  const key = pbkdf2Sync(passphrase, salt(32), 1_000, 32, "sha512");
  const texts = [
    "masterKey",
    JSON.stringify({
      ...{ mAlgorithm: "PBKDF2withHmacSHA512", mIterations: 1_000, mSalt: signed(salt(32)) },
      mEncryptedKey: seal(key, master, "AES"),
    }),
    ...rows.flatMap(({ secret }, index) => {
      const { secret: _, ...token } = tokens[index] ?? { secret: [] };
      const sealed = seal(master, fromBase32(secret), "HmacSHA1");
      const id = `id-${index}`;
      return [id, JSON.stringify({ key: JSON.stringify(sealed) }), `${id}-token`, JSON.stringify(token)];
    }),
  ];
  const written = texts.map((text) => {
    const head = Buffer.alloc(3);
    head.writeUInt8(0x74);
    head.writeUInt16BE(Buffer.byteLength(text), 1);
    return Buffer.concat([head, Buffer.from(text)]);
  });
  const head =
    "aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f72490009";
  const fields = "7468726573686f6c6478703f400000000000187708";
  const size = Buffer.alloc(8);
  size.writeUInt32BE(32);
  size.writeUInt32BE(texts.length / 2, 4);
  return Buffer.concat([Buffer.from(head + fields, "hex"), size, ...written, Buffer.from("78", "hex")]);
}

const protonBackup = {
  version: 1,
  entries: links.map((uri, index) => ({
    id: `${index}`,
    content: { uri, entry_type: "Totp", name: "ann" },
    note: "from the old phone",
  })),
};

async function protonSealed(): Promise<Uint8Array> {
  const key = await argon2(19_456, 2, 1, salt(16));
  const { joined } = gcm(key, salt(12), json(protonBackup), Buffer.from("proton.authenticator.export.v1"));
  const content = Buffer.concat([salt(12), joined]).toString("base64");
  return json({ version: 1, salt: salt(16).toString("base64"), content });
}

const keePassXml = `<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile><Meta><RecycleBinUUID>bin</RecycleBinUUID></Meta><Root><Group><UUID>r</UUID><Name>Root</Name>
<Group><UUID>w</UUID><Name>work</Name>${rows
  .map(
    ({ issuer, secret }) => `<Entry><String><Key>Title</Key><Value>${issuer}</Value></String>
<String><Key>UserName</Key><Value>ann</Value></String>
<String><Key>TimeOtp-Secret-Base32</Key><Value ProtectInMemory="True">${secret}</Value></String>
<History><Entry><String><Key>otp</Key><Value>old</Value></String></Entry></History></Entry>`,
  )
  .join("")}</Group></Group></Root></KeePassFile>`;

async function keePassDatabase(): Promise<Uint8Array> {
  const credentials = new kdbxweb.Credentials(kdbxweb.ProtectedValue.fromString(passphrase));
  const database = kdbxweb.Kdbx.create(credentials, "test");
  database.setKdf(kdbxweb.Consts.KdfId.Aes);
  database.header.kdfParameters?.set("R", kdbxweb.VarDictionary.ValueType.UInt64, kdbxweb.Int64.from(1_000));
  const group = database.createGroup(database.getDefaultGroup(), "work");
  for (const { issuer, secret } of rows) {
    const entry = database.createEntry(group);
    entry.fields.set("Title", issuer);
    entry.fields.set("UserName", "ann");
    entry.fields.set("otp", kdbxweb.ProtectedValue.fromString(link(issuer, secret)));
  }
  return new Uint8Array(await database.save());
}

async function otpClient(): Promise<Uint8Array> {
  const header = Buffer.alloc(73);
  header.write("OTPClient");
  header.writeUInt32BE(3, 9);
  salt(16).copy(header, 13);
  salt(32).copy(header, 29);
  for (const [index, value] of [1, 1_024, 1].entries()) header.writeUInt32BE(value, 61 + 4 * index);
  const list = rows.map(({ issuer, secret }) => ({
    ...{ type: "TOTP", label: "ann", issuer, secret, digits: 6, algo: "SHA1", period: 30 },
  }));
  const content = Buffer.concat([json(list), Buffer.alloc(1)]);
  const { joined } = gcm(await argon2(1_024, 1, 1, salt(32)), salt(16), content, header);
  return Buffer.concat([header, joined]);
}

function extension(sealed: boolean): Uint8Array {
  const seal = (text: string) => {
    const blocks: Buffer[] = [];
    for (let block = 0; block < 3; block += 1) {
      const hash = createHash("md5").update(blocks.at(-1) ?? Buffer.alloc(0));
      blocks.push(hash.update(passphrase).update(salt(8)).digest());
    }
    const key = Buffer.concat(blocks);
    const data = cbc(key.subarray(0, 32), key.subarray(32, 48), Buffer.from(text));
    return Buffer.concat([Buffer.from("Salted__"), salt(8), data]).toString("base64");
  };
  const entries = rows.map(({ issuer, secret }, index) => [
    `hash-${index}`,
    {
      ...{ type: "totp", issuer, account: "ann", index, hash: `hash-${index}`, encrypted: sealed },
      secret: sealed ? seal(secret) : secret,
    },
  ]);
  return json(Object.fromEntries(entries));
}

/** The message of Google's export, written field by field. */
export function migrationLink(
  entries: readonly { readonly issuer: string; readonly secret: string }[],
  batch = { size: 1, index: 0, id: 7 },
): string {
  const bytesField = (field: number, bytes: Uint8Array) => [(field << 3) | 2, bytes.length, ...bytes];
  const messages = entries.flatMap(({ issuer, secret }) =>
    bytesField(
      1,
      Uint8Array.from([
        ...bytesField(1, fromBase32(secret)),
        ...bytesField(2, Buffer.from(`${issuer}:ann`)),
        ...bytesField(3, Buffer.from(issuer)),
        ...[0x20, 1, 0x28, 1, 0x30, 2],
      ]),
    ),
  );
  const bytes = [...messages, 0x10, 2, 0x18, batch.size, 0x20, batch.index, 0x28, batch.id];
  return `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(bytes).toString("base64"))}`;
}

const raivoList = rows.map(({ issuer, secret }) => ({
  ...{ issuer, account: "ann", secret, algorithm: "SHA1", digits: "6", kind: "TOTP", timer: "30" },
  ...{ counter: "0", pinned: "false" },
}));
const csv = (heading: string, cells: (issuer: string, secret: string) => string) =>
  Buffer.from([heading, ...rows.map(({ issuer, secret }) => cells(issuer, secret))].join("\r\n"));

function gatepost(): Uint8Array {
  const code = { type: "totp", account: "ann", algorithm: "SHA1", digits: 6, period: 30 };
  const beside = { addedAt: 1, note: "a note", groups: ["work"], icon: { kind: "letter" }, uses: 3 };
  const notes = { recoveryPhone: "+49", twoFactor: { since: 1 } };
  const backupCodes = [{ code: "1111-aaaa", used: false }];
  return json({
    ...{ format: "gatepost-backup", version: 1, createdAt: "2026-11-22T05:00:00.000Z" },
    entries: rows.map((row) => ({ ...row, ...code, ...beside })),
    recovery: [{ address: "ann@example.org", backupCodes, secretKey: "AAAAA-BBBBB", notes }],
  });
}

export async function madeExports(): Promise<readonly MadeExport[]> {
  const plain = (name: string, format: ImportFormat, bytes: Uint8Array) => ({
    name,
    format,
    bytes,
    encrypted: false,
    issuers,
  });
  const sealed = (name: string, format: ImportFormat, bytes: Uint8Array) => ({
    name,
    format,
    bytes,
    encrypted: true,
    issuers,
  });
  const item = (code: string, title: string) => ({
    overview: { title },
    details: {
      loginFields: [{ designation: "username", value: "ann" }],
      sections: [{ fields: [{ value: { totp: code } }] }],
    },
  });
  const onePassword = {
    "export.attributes": json({ version: 3 }),
    "export.data": json({
      accounts: [
        {
          vaults: [
            { attrs: { name: "Private" }, items: rows.map(({ secret, issuer }) => item(secret, issuer)) },
          ],
        },
      ],
    }),
  };
  const pass = {
    "Proton Pass/data.json": json({
      vaults: {
        v: {
          name: "Personal",
          items: rows.map(({ issuer, secret }) => ({
            state: 1,
            data: {
              ...{ type: "login", metadata: { name: issuer }, extraFields: [] },
              content: { itemUsername: "ann", totpUri: secret },
            },
          })),
        },
      },
    }),
  };
  return [
    plain("Aegis", "aegis", json({ version: 1, header: { slots: null, params: null }, db: aegisDb })),
    sealed("Aegis, sealed", "aegis", aegisSealed()),
    plain(
      "Ente",
      "ente",
      Buffer.from(links.map((text) => `${text}&codeDisplay=%7B%22tags%22%3A%5B%5D%7D`).join("\n")),
    ),
    sealed("Ente, sealed", "ente", await enteSealed()),
    plain("2FAS", "two-fas", json({ services: twoFasServices, groups: [], schemaVersion: 4 })),
    sealed("2FAS, sealed", "two-fas", twoFasSealed()),
    plain("Google", "google-migration", Buffer.from(migrationLink(rows))),
    plain("Bitwarden", "bitwarden", json(bitwardenVault)),
    plain(
      "Bitwarden CSV",
      "bitwarden",
      csv(
        "folder,favorite,type,name,login_uri,login_username,login_totp",
        (issuer, secret) => `,,login,${issuer},"https://example.org/?a,b",ann,${secret}`,
      ),
    ),
    sealed("Bitwarden, sealed", "bitwarden", bitwardenSealed()),
    plain("Stratum", "stratum", json(stratumBackup)),
    sealed("Stratum, legacy", "stratum", stratumLegacy()),
    sealed("Stratum, strong", "stratum", await stratumStrong()),
    plain("andOTP", "andotp", json(andOtpList)),
    sealed("andOTP, new", "andotp", andOtpNew()),
    sealed("andOTP, old", "andotp", andOtpOld()),
    plain("FreeOTP+", "freeotp-plus", json({ tokenOrder: ["Post:ann", "Forum:ann"], tokens })),
    sealed("FreeOTP 2", "freeotp", freeOtpSealed()),
    plain("Proton Authenticator", "proton-authenticator", json(protonBackup)),
    sealed("Proton Authenticator, sealed", "proton-authenticator", await protonSealed()),
    plain("Proton Pass", "proton-pass", await zip(pass)),
    plain(
      "KeePassXC CSV",
      "keepass",
      csv(
        "Group,Title,Username,Password,URL,Notes,TOTP",
        (issuer, secret) => `"Root/work","${issuer}","ann","p""w","","two\nlines","${secret}"`,
      ),
    ),
    plain("KeePass XML", "keepass", Buffer.from(keePassXml)),
    sealed("KeePass database", "keepass-database", await keePassDatabase()),
    plain("1Password", "one-password", await zip(onePassword)),
    plain(
      "1Password CSV",
      "one-password",
      csv("Title,Url,Username,Password,OTPAuth", (issuer, secret) => `${issuer},,ann,pw,${secret}`),
    ),
    plain(
      "LastPass",
      "lastpass",
      json({
        version: 3,
        folders: [],
        accounts: rows.map(({ issuer, secret }) => ({
          issuerName: issuer,
          userName: "ann",
          secret,
          timeStep: 30,
          digits: 6,
          algorithm: "SHA1",
        })),
      }),
    ),
    plain("Raivo, the list alone", "raivo", json(raivoList)),
    sealed(
      "Raivo",
      "raivo",
      await zip({ "raivo-otp-export.json": json(raivoList) }, { password: passphrase }),
    ),
    sealed(
      "WinAuth",
      "winauth",
      await zip(
        { "authenticators.txt": Buffer.from(links.join("\r\n")) },
        { password: passphrase, zipCrypto: true },
      ),
    ),
    sealed("OTPClient", "otp-client", await otpClient()),
    plain("Gatepost, plain", "gatepost", gatepost()),
    plain("extension", "authenticator-extension", extension(false)),
    sealed("extension, sealed", "authenticator-extension", extension(true)),
    plain("links", "otpauth", Buffer.from(`\uFEFF${links.join("\r\n")}\r\n`)),
  ];
}
