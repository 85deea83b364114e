// The headless core from a terminal, as it was built: JSON on standard output, exit codes, no secret unasked.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canvas, drawQr, toPng } from "../support/pictures.ts";

const script = fileURLToPath(new URL("../../dist/main/cli.js", import.meta.url));
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const link = `otpauth://totp/Post:ann?secret=${secret}&issuer=Post`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

function core(
  ...args: readonly string[]
): Promise<{ exit: number | null; answer: unknown; printed: string }> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (part: Buffer) => {
    printed.out += part.toString();
  });
  child.stderr.on("data", (part: Buffer) => {
    printed.err += part.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit) => {
      resolve({ exit, answer: JSON.parse(printed.out), printed: printed.out + printed.err });
    });
  });
}

describe("otp code", () => {
  it("answers the code of a moment, without the secret", async () => {
    const { exit, answer, printed } = await core("otp", "code", link, "--at", "59");
    expect([exit, answer]).toEqual([
      0,
      {
        ...{ type: "totp", issuer: "Post", account: "ann", algorithm: "SHA1", digits: 6, period: 30 },
        ...{ code: "287082", validFrom: 30, validUntil: 60 },
      },
    ]);
    expect(printed).not.toContain(secret);
  });

  it("prints the secret when it is asked to, and takes another counter", async () => {
    const hotp = `otpauth://hotp/x?secret=${secret}&counter=1`;
    const { answer } = await core("otp", "code", hotp, "--counter", "9", "--show-secrets");
    expect(answer).toMatchObject({ counter: 9, code: "520489", secret });
    expect((await core("otp", "code", hotp)).answer).toMatchObject({ counter: 1, code: "287082" });
  });

  it("refuses by field, with exit code 2 and without the secret", async () => {
    const broken = await core("otp", "code", `${link}&algorithm=MD5`);
    expect(broken).toMatchObject({
      exit: 2,
      answer: { error: { code: "otpauth-field", field: "algorithm" } },
    });
    expect(broken.printed).not.toContain(secret);
    expect(await core("otp", "code", "https://example.org")).toMatchObject({
      exit: 2,
      answer: { error: { code: "otpauth-not-a-code" } },
    });
    for (const misuse of [[], [link, link], [link, "--at", "soon"], [link, "--at"], [link, `--${secret}`]]) {
      const { exit, answer, printed } = await core("otp", "code", ...misuse);
      expect([exit, answer]).toMatchObject([2, { error: { code: "bad-input" } }]);
      expect(printed).not.toContain(secret);
    }
  });
});

describe("otp import", () => {
  it("answers entries and, row by row, what could not be taken", async () => {
    const list = await file("codes.txt", `\uFEFF# mine\r\n${link}\r\n\r\nhello\r\n${link}&digits=0\r\n`);
    const { exit, answer, printed } = await core("otp", "import", list, "--at", "59");
    expect(exit).toBe(0);
    expect(answer).toMatchObject({
      format: "otpauth",
      encrypted: false,
      entries: [{ type: "totp", issuer: "Post", account: "ann", code: "287082" }],
      problems: [
        { row: 4, code: "otpauth-not-a-code" },
        { row: 5, code: "otpauth-field", field: "digits" },
      ],
    });
    expect(printed).not.toContain(secret);
    const shown = await core("otp", "import", list, "--show-secrets");
    expect(shown.answer).toMatchObject({ entries: [{ secret }] });
  });

  it("says what it does not know, cannot read, or will not read", async () => {
    const cases = [
      [await file("other.json", '{"vault":1}'), "unknown-format"],
      [await file("empty", ""), "bad-file"],
      [await file("huge", Buffer.alloc(20 * 1024 * 1024 + 1)), "too-large"],
      [join(folder, "none"), "file-unreadable"],
    ] as const;
    for (const [path, code] of cases) {
      expect(await core("otp", "import", path)).toMatchObject({ exit: 2, answer: { error: { code } } });
    }
  });
});

describe("otp export", () => {
  it("writes another format under a passphrase from a variable, which only it opens again", async () => {
    const list = await file("links.txt", `${link}\n`);
    const to = join(folder, "aegis.json");
    const words = ["otp", "export", "--format", "aegis", "--from", list, "--to", to];
    expect(await core(...words)).toMatchObject({ exit: 2, answer: { error: { code: "passphrase-needed" } } });
    process.env.GATEPOST_TEST_PASSPHRASE = "correct horse";
    const { exit, answer, printed } = await core(...words, "--passphrase-env", "GATEPOST_TEST_PASSPHRASE");
    expect(exit).toBe(0);
    expect(answer).toMatchObject({ format: "aegis", entries: 1 });
    expect(printed).not.toContain(secret);
    expect(await core("otp", "import", to)).toMatchObject({
      answer: { error: { code: "passphrase-needed" } },
    });
    const back = await core(
      "otp",
      "import",
      to,
      "--passphrase-env",
      "GATEPOST_TEST_PASSPHRASE",
      "--at",
      "59",
    );
    expect(back.answer).toMatchObject({ format: "aegis", encrypted: true, entries: [{ code: "287082" }] });
    process.env.GATEPOST_TEST_PASSPHRASE = "wrong";
    const wrong = await core("otp", "import", to, "--passphrase-env", "GATEPOST_TEST_PASSPHRASE");
    expect(wrong).toMatchObject({ exit: 2, answer: { error: { code: "wrong-passphrase" } } });
    delete process.env.GATEPOST_TEST_PASSPHRASE;
  });
});

describe("qr", () => {
  it("answers one item a picture, in order, and the texts only when asked", async () => {
    const picture = canvas(700, 400);
    drawQr(picture, link, { x: 400, y: 100, size: 4 });
    const path = await file("code.png", toPng(picture));
    const blank = await file("blank.png", toPng(canvas(300, 200)));
    const broken = await file("broken.png", "no picture");
    const { exit, answer, printed } = await core("qr", path, blank, broken, "--time-limit", "3000");
    expect(exit).toBe(0);
    expect(answer).toMatchObject([
      { file: path, width: 700, height: 400, codes: [{ kind: "otpauth", issuer: "Post", account: "ann" }] },
      { file: blank, width: 300, height: 200, codes: [] },
      { file: broken, codes: [], error: { code: "picture-unreadable" } },
    ]);
    expect(printed).not.toContain(secret);
    expect((await core("qr", path, "--show-secrets")).answer).toMatchObject([{ codes: [{ text: link }] }]);
    expect(await core("qr", broken)).toMatchObject({
      exit: 2,
      answer: [{ error: { code: "picture-unreadable" } }],
    });
    expect(await core("qr")).toMatchObject({ exit: 2, answer: { error: { code: "bad-input" } } });
  });
});

describe("the other commands", () => {
  it("explain a refused login, also one that begins with a dash", async () => {
    const { exit, answer } = await core(
      ...["auth", "explain", "--provider", "-", "--protocol", "pop3"],
      ...["--text", "-ERR [AUTH] Authentication failed."],
    );
    expect(exit).toBe(0);
    expect(answer).toMatchObject({ cause: expect.any(String), retry: expect.any(String) });
    const before = { acceptedAgo: 7_200_000, workedFor: 1e9, twoFactor: "on", twoFactorAgo: 3_600_000 };
    const told = ["auth", "explain", "--provider", "mail-com", "--protocol", "imap"];
    const bare = [...told, "--text", "NO authentication failed"];
    expect((await core(...bare, "--history", JSON.stringify(before))).answer).toMatchObject({
      cause: "app_password_required",
      countsAsRefusal: true,
    });
    for (const history of ["{", "[]", '{"password":"x"}', '{"logins":-1}'])
      expect(await core(...bare, "--history", history)).toMatchObject({
        exit: 2,
        answer: { error: { code: "bad-input", field: "history" } },
      });
    expect(await core("auth", "explain", "--protocol", "fax", "--text", "x")).toMatchObject({
      exit: 2,
      answer: { error: { code: "bad-input", field: "protocol" } },
    });
  });

  it("take a message apart", async () => {
    const lines = [
      "From: Ann <ann@example.org>",
      "To: bob@example.org",
      "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
      "",
    ];
    const path = await file("one.eml", [...lines, "Hello", ""].join("\r\n"));
    expect(await core("mail", "parse", path)).toMatchObject({
      exit: 0,
      answer: { subject: "Grüße", from: [{ name: "Ann", address: "ann@example.org" }], attachments: [] },
    });
    expect(await core("mail", "parse", join(folder, "none.eml"))).toMatchObject({ exit: 2 });
  });

  it("know the servers of an address, without asking anybody if they are told so", async () => {
    expect(await core("autoconfig", "ann@mail.com", "--offline")).toMatchObject({
      exit: 0,
      answer: {
        ...{ provider: "mail-com", source: "provider" },
        imap: { host: "imap.mail.com", port: 993, security: "tls", userName: "ann@mail.com" },
      },
    });
    expect(await core("autoconfig", "ann@nowhere.example", "--offline")).toMatchObject({
      exit: 0,
      answer: { error: { code: "servers-not-found" } },
    });
    expect(await core("autoconfig", "not an address", "--offline")).toMatchObject({
      exit: 2,
      answer: { error: { code: "address-invalid" } },
    });
  });

  it("are listed when none is named", async () => {
    for (const words of [[], ["otp"], ["constructor"], ["otp", "steal"]]) {
      expect(await core(...words)).toMatchObject({ exit: 2, answer: { error: { code: "bad-input" } } });
    }
  });
});
