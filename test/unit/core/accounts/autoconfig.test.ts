// Finding servers, with a world that is made up.
import { describe, expect, test } from "vitest";
import {
  describeServers,
  findServers,
  type Lookups,
  type SrvRecord,
} from "../../../../electron/core/accounts/autoconfig.ts";
import { readAutoconfig } from "../../../../electron/core/accounts/autoconfig-xml.ts";
import type { PracticeDomain } from "../../../../electron/core/platform.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { findProviderByServers } from "../../../../shared/providers/index.ts";

const server = (
  kind: "incoming" | "outgoing",
  type: string,
  change: Readonly<Record<string, string>> = {},
) => {
  const fields = {
    hostname: `${type}.%EMAILDOMAIN%`,
    port: "993",
    socketType: "SSL",
    username: "%EMAILADDRESS%",
    ...change,
  };
  const tags = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<${kind}Server type="${type}">${tags.join("")}<authentication>password-cleartext</authentication></${kind}Server>`;
};
const config = (...servers: readonly string[]) =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x"><domain>x</domain>${servers.join("")}</emailProvider></clientConfig>`;
const good = config(server("incoming", "imap"), server("outgoing", "smtp", { port: "465" }));
const expected = {
  imap: { host: "imap.example.org", port: 993, security: "tls", userName: "ada@example.org" },
  smtp: { host: "smtp.example.org", port: 465, security: "tls", userName: "ada@example.org" },
};

interface World extends Lookups {
  readonly asked: string[];
}

/** `pages`: by address; a number is a status, a string with `->` a redirect, anything else a page. */
function world(
  pages: Readonly<Record<string, string>> = {},
  srv: Readonly<Record<string, readonly SrvRecord[]>> = {},
  mx: Readonly<Record<string, string>> = {},
): World {
  const asked: string[] = [];
  const nobody = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
  return {
    asked,
    fetch: async (url, options) => {
      asked.push(url);
      expect(options.redirect).toBe("manual");
      const page = pages[url];
      if (page === undefined) return nobody();
      if (page.startsWith("-> "))
        return new Response(null, { status: 302, headers: { location: page.slice(3) } });
      return new Response(page);
    },
    resolveSrv: async (name) => srv[name] ?? nobody(),
    resolveMx: async (domain) => {
      const exchange = mx[domain];
      return exchange ? [{ exchange, priority: 10 }] : nobody();
    },
  };
}

const find = (lookups: Lookups, address = "ada@example.org") =>
  findServers(address, { practiceDomains: [], lookups, limit: 500 });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "found",
    (failure: unknown) => (failure instanceof AppError ? failure.code : String(failure)),
  );

const first = "https://autoconfig.example.org/mail/config-v1.1.xml?emailaddress=ada%40example.org";
const second = "https://example.org/.well-known/autoconfig/mail/config-v1.1.xml";
const database = "https://v1.ispdb.net/example.org";

describe("what is built in", () => {
  test("is used without asking anybody", async () => {
    const lookups = world();
    const found = await findServers("Ada@MAIL.com", { practiceDomains: [], lookups });
    expect(found).toMatchObject({
      source: "provider",
      providerId: "mail-com",
      servers: { imap: { host: "imap.mail.com", port: 993, security: "tls", userName: "Ada@mail.com" } },
    });
    expect(lookups.asked).toEqual([]);
    expect(describeServers(found)).toMatchObject({
      provider: "mail-com",
      source: "provider",
      checked: "2026-11-21",
    });
  });

  test("a practice domain comes first", async () => {
    const domain: PracticeDomain = {
      domain: "mailcom.test",
      providerId: "mail-com",
      servers: {
        imap: { host: "127.0.0.1", port: 1993, security: "tls" },
        smtp: { host: "127.0.0.1", port: 1465, security: "tls" },
      },
      authority: "",
      web: "https://127.0.0.1:1",
    };
    const found = await findServers("ada@mailcom.test", { practiceDomains: [domain], lookups: world() });
    expect(found).toEqual({
      source: "practice",
      providerId: "mail-com",
      servers: {
        imap: { host: "127.0.0.1", port: 1993, security: "tls", userName: "ada@mailcom.test" },
        smtp: { host: "127.0.0.1", port: 1465, security: "tls", userName: "ada@mailcom.test" },
      },
    });
  });

  test("offline, nobody else is asked", async () => {
    const lookups = world({ [first]: good });
    const finding = findServers("ada@example.org", { practiceDomains: [], lookups, offline: true });
    expect(await codeOf(finding)).toBe("servers-not-found");
    expect(lookups.asked).toEqual([]);
  });

  test.each([
    "",
    "ada",
    "ada@",
    "@example.org",
    "a b@example.org",
    "ada@exa mple.org",
    "ada@example.org\r\nx",
  ])("%j is no address", async (address) => {
    expect(await codeOf(find(world(), address))).toBe("address-invalid");
  });
});

describe("what the domain says", () => {
  test.each([
    ["its own autoconfig host", { [first]: good }],
    ["its well-known place", { [second]: good }],
    ["the public database", { [database]: good }],
    [
      "a redirect within the domain",
      { [first]: "-> https://mail.example.org/c.xml", "https://mail.example.org/c.xml": good },
    ],
  ])("%s is taken", async (_name, pages) => {
    expect(await find(world(pages))).toEqual({ source: "autoconfig", servers: expected });
  });

  test("only https is ever asked, and the database hears the domain alone", async () => {
    const lookups = world();
    await codeOf(find(lookups));
    expect([...lookups.asked].sort()).toEqual([first, second, database].sort());
  });

  test("the domain's own word goes before the database's", async () => {
    const other = good.replaceAll("%EMAILDOMAIN%", "database.example.org");
    expect(await find(world({ [second]: good, [database]: other }))).toEqual({
      source: "autoconfig",
      servers: expected,
    });
  });

  test.each([
    ["to http", "-> http://autoconfig.example.org/c.xml"],
    ["to another domain", "-> https://evil.example/c.xml"],
    ["to this machine", "-> https://127.0.0.1/c.xml"],
    ["to another port", "-> https://example.org:8443/c.xml"],
    ["to a lookalike", "-> https://evilexample.org/c.xml"],
    ["to itself for ever", `-> ${first}`],
  ])("a redirect %s is not followed", async (_name, page) => {
    const lookups = world({
      [first]: page,
      "http://autoconfig.example.org/c.xml": good,
      "https://evil.example/c.xml": good,
      "https://127.0.0.1/c.xml": good,
      "https://example.org:8443/c.xml": good,
      "https://evilexample.org/c.xml": good,
    });
    expect(await codeOf(find(lookups))).toBe("servers-not-found");
    expect(lookups.asked.length).toBeLessThanOrEqual(6);
  });

  test.each([
    ["entities", good.replace("<clientConfig", '<!DOCTYPE x [<!ENTITY a "aaaa">]><clientConfig')],
    ["ten megabytes", good.replace("<domain>", `<domain>${"x".repeat(10_000_000)}`)],
    ["a page in HTML", "<html><body>404"],
    ["nothing", ""],
    ["noise", "\u0000\u0001<<<>>>"],
    ["servers in the clear", good.replaceAll("SSL", "plain")],
    ["a host that is none", good.replaceAll("%EMAILDOMAIN%", "exa mple\r\n")],
    ["an impossible port", good.replace(">993<", ">99999<")],
    ["no SMTP server", config(server("incoming", "imap"))],
    ["POP3 only", config(server("incoming", "pop3"), server("outgoing", "smtp"))],
    ["a login that a password does not open", good.replaceAll("password-cleartext", "OAuth2")],
  ])("%s is no answer", async (_name, page) => {
    expect(await codeOf(find(world({ [first]: page })))).toBe("servers-not-found");
  });

  test("TLS is preferred to STARTTLS, whatever their order", () => {
    const both = config(
      server("incoming", "imap", { port: "143", socketType: "STARTTLS" }),
      server("incoming", "imap"),
      server("outgoing", "smtp", { port: "587", socketType: "STARTTLS", username: "%EMAILLOCALPART%" }),
    );
    expect(readAutoconfig(both, "ada@example.org")).toEqual({
      imap: expected.imap,
      smtp: { host: "smtp.example.org", port: 587, security: "starttls", userName: "ada" },
    });
  });

  test("who does not answer is not waited for", async () => {
    const silent: Lookups = {
      fetch: () => new Promise(() => {}),
      resolveSrv: () => new Promise(() => {}),
      resolveMx: () => new Promise(() => {}),
    };
    const start = performance.now();
    expect(
      await codeOf(findServers("ada@example.org", { practiceDomains: [], lookups: silent, limit: 50 })),
    ).toBe("servers-not-found");
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test("can be given up", async () => {
    const abort = new AbortController();
    const silent: Lookups = { ...world(), fetch: () => new Promise(() => {}) };
    const finding = findServers("ada@example.org", {
      practiceDomains: [],
      lookups: silent,
      signal: abort.signal,
    });
    abort.abort();
    expect(await codeOf(finding)).toBe("cancelled");
  });
});

describe("what DNS says", () => {
  const srv = (host: string, port: number): readonly SrvRecord[] => [
    { name: "later.example.org", port: 1, priority: 20 },
    { name: host, port, priority: 1 },
  ];

  test("SRV records of the domain are taken, TLS first", async () => {
    const lookups = world(
      {},
      {
        "_imaps._tcp.example.org": srv("imap.example.org", 993),
        "_imap._tcp.example.org": srv("imap.example.org", 143),
        "_submission._tcp.example.org": srv("smtp.example.org", 587),
      },
    );
    expect(await find(lookups)).toEqual({
      source: "srv",
      servers: {
        imap: expected.imap,
        smtp: { host: "smtp.example.org", port: 587, security: "starttls", userName: "ada@example.org" },
      },
    });
  });

  test("servers of an unknown domain are named, not used", async () => {
    const lookups = world(
      {},
      {
        "_imaps._tcp.example.org": srv("imap.evil.example", 993),
        "_submissions._tcp.example.org": srv("smtp.example.org", 465),
      },
    );
    const failure = await find(lookups).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "servers-not-found",
      detail: {
        domain: "example.org",
        imapHost: "imap.evil.example",
        imapPort: 993,
        smtpHost: "smtp.example.org",
      },
    });
  });

  test("a service that is said not to exist is none", async () => {
    const lookups = world(
      {},
      {
        "_imaps._tcp.example.org": srv(".", 0),
        "_submissions._tcp.example.org": srv("smtp.example.org", 465),
      },
    );
    expect(await codeOf(find(lookups))).toBe("servers-not-found");
  });

  test.each([
    ["mx1.mailfence.com.", "mailfence", "imap.mailfence.com"],
    ["ASPMX.L.GOOGLE.COM", "gmail", "imap.gmail.com"],
    ["example-org.mail.protection.outlook.com", "microsoft-365", "outlook.office365.com"],
    ["in1-smtp.messagingengine.com", "fastmail", "imap.fastmail.com"],
    ["mx-aol.mail.gm0.yahoodns.net", "aol", "imap.aol.com"],
    ["mx3.mail.ovh.net", "ovh", "ssl0.ovh.net"],
    ["mx.zoho.com", "zoho", "imappro.zoho.com"],
  ])("a domain whose mail %s takes in is at %s", async (exchanger, providerId, host) => {
    expect(await find(world({}, {}, { "example.org": exchanger }))).toMatchObject({
      source: "provider",
      providerId,
      servers: { imap: { host, userName: "ada@example.org" } },
    });
  });

  test.each([
    "evilgoogle.com",
    "mx.evilgoogle.com",
    "aspmx.l.google.com.evil.example",
    "google.com.evil.example",
    "outlook.com",
    "vps-1234.vps.ovh.net",
    "mx.gm1.yahoodns.net",
    "com",
    ".",
    "",
  ])("the exchanger %j only looks like a known provider's, or is nobody's", async (exchanger) => {
    expect(await codeOf(find(world({}, {}, { "example.org": exchanger })))).toBe("servers-not-found");
  });

  test("what the exchanger tells goes before a file; an unknown one leaves the file its word", async () => {
    const known = world({ [first]: good }, {}, { "example.org": "mx1.mailfence.com" });
    expect(await find(known)).toMatchObject({ source: "provider", providerId: "mailfence" });
    const unknown = world({ [first]: good }, {}, { "example.org": "mx.evilgoogle.com" });
    expect(await find(unknown)).toEqual({ source: "autoconfig", servers: expected });
  });

  test("a file or DNS that names a known provider's servers tells whose the account is", async () => {
    const file = config(
      server("incoming", "imap", { hostname: "imap.fastmail.com" }),
      server("outgoing", "smtp", { hostname: "smtp.fastmail.com", port: "465" }),
    );
    expect(await find(world({ [second]: file }))).toMatchObject({
      source: "autoconfig",
      providerId: "fastmail",
    });
    const records = {
      "_imaps._tcp.example.org": srv("outlook.office365.com", 993),
      "_submission._tcp.example.org": srv("smtp-mail.outlook.com", 587),
    };
    expect(await find(world({}, records))).toMatchObject({ source: "srv", providerId: "outlook" });
  });

  test("DNS cannot add a stranger's server to a known provider's", async () => {
    const records = {
      "_imaps._tcp.example.org": srv("imap.gmail.com", 993),
      "_submissions._tcp.example.org": srv("smtp.gmail.com.evil.example", 465),
    };
    expect(await codeOf(find(world({}, records)))).toBe("servers-not-found");
  });
});

describe("a provider with several regions", () => {
  test.each([
    ["ada@zoho.com", "imap.zoho.com", true],
    ["ada@zohomail.eu", "imap.zoho.eu", false],
    ["ada@zohocloud.ca", "imap.zohocloud.ca", false],
  ])("%s is at %s", async (address, host, pop3) => {
    const found = await findServers(address, { practiceDomains: [], offline: true });
    expect(found).toMatchObject({ providerId: "zoho", servers: { imap: { host, userName: address } } });
    expect("pop3" in describeServers(found)).toBe(pop3);
  });
});

describe("whose servers these are", () => {
  test.each([
    ["imap.gmail.com", "smtp.gmail.com", "gmail"],
    ["OUTLOOK.office365.com.", "smtp.office365.com", "microsoft-365"],
    ["outlook.office365.com", "smtp-mail.outlook.com", "outlook"],
    ["imap.zoho.in", "smtp.zoho.in", "zoho"],
    ["127.0.0.1", "127.0.0.1", undefined],
    ["imap.gmail.com.evil.example", "smtp.gmail.com", undefined],
    ["evilimap.gmail.com", "smtp.gmail.com", undefined],
  ])("%s and %s: %s", (imap, smtp, id) => {
    expect(findProviderByServers(imap, smtp)?.id).toBe(id);
  });
});
