// Two-factor authentication is switched on in the middle of something, at every kind of provider, with a real Dovecot
// and a real Postfix: nothing is lost or doubled, the refused credential is tried at most once, and mail flows after
// the provider's steps. Rows are kinds of providers and who switches it on, columns are what is interrupted.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSmtp } from "../../electron/core/mail/smtp.ts";
import { Secret } from "../../electron/core/secret.ts";
import {
  type ActivationCase,
  type Announcement,
  calm,
  startActivationCase,
} from "../support/activation-case.ts";
import { startEngine, until } from "../support/engine.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";
import { type OauthServer, startOauthServer } from "../support/oauth-server.ts";
import { type ProviderKind, providerKinds, type Takes } from "../support/provider-kinds.ts";
import { lines, readMailboxes, readStore, type ServerMessage } from "../support/server-messages.ts";

const running = new Map<Takes, MailServers>();
let oauth: OauthServer;
beforeAll(async () => {
  oauth = await startOauthServer();
  const { introspectionUrl } = oauth;
  running.set("passwords", await startMailServers({ domains: ["post.test"] }));
  for (const takes of ["tokens", "both"] as const) {
    const logins = { introspectionUrl, only: takes === "tokens" };
    running.set(takes, await startMailServers({ domains: ["post.test"], oauth: logins }));
  }
});
afterAll(async () => {
  for (const servers of running.values()) await servers.stop();
  await oauth?.stop();
});

function begin(kind: ProviderKind, announced: Announcement, messages: number) {
  const servers = running.get(kind.takes ?? "passwords");
  if (!servers) throw new Error("the servers run only while tests do");
  return startActivationCase({ servers, oauth }, kind, announced, messages);
}

interface Moment {
  readonly name: string;
  readonly messages: number;
  /** Brings the program to where the activation strikes; answers what the server's messages are to be in the end. */
  readonly reach: (at: ActivationCase & { begin(): Promise<void> }) => Promise<Change>;
  /** Whether something was left undone: else it was not the middle. */
  readonly unfinished: (at: ActivationCase) => Promise<boolean>;
}

/** What a person did, by Message-ID and subject; everything else stays as it was. */
interface Change {
  readonly flags: ReadonlyMap<string, "read" | "unread" | "star">;
  readonly archived: ReadonlySet<string>;
  readonly sent: readonly string[];
}

const nothing: Change = { flags: new Map(), archived: new Set(), sent: [] };

const inbox = async (at: ActivationCase) => at.engine.rows((await at.engine.inbox()).id);

const moments: readonly Moment[] = [
  {
    name: "a first sync",
    messages: 240,
    async reach(at) {
      // The first screenful is here, the rest is on its way.
      at.line.holdAt("fetchHeaders", 2, at.strike);
      await at.begin();
      return nothing;
    },
    unfinished: async (at) => (await inbox(at)).length < 240,
  },
  {
    name: "a flag replay",
    messages: 24,
    async reach(at) {
      await at.begin();
      await calm(at);
      at.line.holdAt("changeFlags", 2, at.strike);
      const flags = new Map<string, "read" | "unread" | "star">();
      const archived = new Set<string>();
      // One command each: neighbours that want the same would go together.
      for (const [index, row] of (await inbox(at)).slice(0, 12).entries()) {
        const flag = index % 2 === 0 ? "star" : row.unread ? "read" : "unread";
        const archive = index % 6 === 5;
        await at.engine.engine["messages.act"]({
          messageIds: [row.id],
          action: { kind: archive ? "archive" : flag },
        });
        if (archive) archived.add(at.messageIdOf(row.subject));
        else flags.set(at.messageIdOf(row.subject), flag);
      }
      return { flags, archived, sent: [] };
    },
    unfinished: async (at) => ((await at.engine.engine["accounts.list"](undefined))[0]?.waiting ?? 0) > 0,
  },
  {
    name: "sending",
    messages: 12,
    async reach(at) {
      await at.begin();
      await calm(at);
      at.atHandOver(at.strike);
      await at.send("Under way");
      await at.send("Next in line");
      return { ...nothing, sent: ["Under way", "Next in line"] };
    },
    unfinished: async (at) => (await at.engine.engine["outbox.list"](undefined)).length > 0,
  },
];

const shown = (mailbox: string, messageId: string, flagged: boolean, seen: boolean) =>
  [mailbox, messageId, ...(flagged ? ["flagged"] : []), ...(seen ? ["seen"] : [])].join(" ");

/** What must have become of the messages that were there before. */
function changed(before: readonly ServerMessage[], { flags, archived }: Change): readonly string[] {
  return before
    .map(({ messageId, flags: had }) => {
      const change = flags.get(messageId);
      const seen = change === "read" || (change !== "unread" && had.includes("\\Seen"));
      const flagged = change === "star" || had.includes("\\Flagged");
      return shown(archived.has(messageId) ? "Archive" : "INBOX", messageId, flagged, seen);
    })
    .sort();
}

const bySubject = (messages: readonly ServerMessage[], mailbox: string) =>
  messages
    .filter((message) => message.mailbox === mailbox)
    .map(({ subject }) => subject)
    .sort();

/** What the account does until a person has been at the provider. */
async function untilTheProviderIsAsked(at: ActivationCase, announced: Announcement): Promise<void> {
  const { kind } = at;
  if (announced === "by Gatepost")
    expect(await at.state()).toMatchObject({ kind: "offline", reason: "paused" });
  else if (kind.outcome === "refused") {
    const state = await until("the refusal", async () => {
      const now = await at.state();
      return now?.kind === "sign-in-needed" && now;
    });
    expect(state.serverText).toMatch(kind.says ?? /./);
  } else if (kind.outcome === "throttled") {
    const state = await until("the throttling", async () => {
      const now = await at.state();
      return now?.kind === "throttled" && now;
    });
    expect(state.serverText).toMatch(kind.says ?? /./);
  }
}

/** Everything by which a program could be led to try once more. */
async function tempt(at: ActivationCase): Promise<void> {
  const { accountId } = at;
  await at.engine.engine["accounts.retry"]({ accountId });
  await at.send("Written meanwhile");
  await at.restart();
  await at.engine.engine["accounts.retry"]({ accountId });
  expect((await at.engine.engine["folders.list"](undefined)).length).toBeGreaterThan(0);
}

const halfWritten = "Half written";

async function writeDraft(at: ActivationCase): Promise<string> {
  const { accountId } = at;
  const { id } = await at.engine.engine["drafts.create"]({ mode: "new", accountId });
  const fields = { accountId, to: "", cc: "", bcc: "", subject: halfWritten, text: "Dear Bruno," };
  await at.engine.engine["drafts.save"]({ draftId: id, fields });
  return id;
}

/** Mail comes and goes again; answers what lies on the server when all of it has. */
async function proveThatMailFlows(
  at: ActivationCase,
  sent: readonly string[],
): Promise<readonly ServerMessage[]> {
  const { address, servers } = at.person;
  await at.send("Afterwards");
  const news = `From: ${at.friend}\r\nTo: ${address}\r\nSubject: News\r\nMessage-ID: <news@post.test>\r\n\r\nSunday?\r\n`;
  await servers.deliver(address, news);
  await until("the news", async () => (await inbox(at)).some(({ subject }) => subject === "News"));
  for (const { id } of await at.engine.engine["outbox.list"](undefined))
    await at.engine.engine["outbox.retry"]({ outboxId: id });
  await calm(at);
  await until("everything at the friend", async () => {
    return (await readMailboxes(servers, at.friend)).length >= sent.length;
  });
  // Nothing comes twice either.
  expect(bySubject(await readMailboxes(servers, at.friend), "INBOX")).toEqual(sent);
  return until("the copy of the draft", async () => {
    const now = await readMailboxes(servers, address);
    return now.some(({ mailbox }) => mailbox === "Drafts") && now;
  });
}

function expectNothingLost(
  before: readonly ServerMessage[],
  after: readonly ServerMessage[],
  change: Change,
): void {
  const own = after.filter(({ messageId }) => before.some((each) => each.messageId === messageId));
  expect(
    own
      .map(({ mailbox, messageId, flags }) =>
        shown(mailbox, messageId, flags.includes("\\Flagged"), flags.includes("\\Seen")),
      )
      .sort(),
  ).toEqual(changed(before, change));
  const uids = new Map(before.map(({ messageId, uid }) => [messageId, uid]));
  const stayed = own.filter(({ mailbox }) => mailbox === "INBOX");
  expect(stayed.map(({ uid }) => uid)).toEqual(stayed.map(({ messageId }) => uids.get(messageId)));
  expect(bySubject(after, "INBOX").filter((subject) => subject === "News")).toHaveLength(1);
}

/** The store has what the server has, UID by UID and flag by flag. */
async function expectTheSameHere(at: ActivationCase): Promise<void> {
  let here: readonly string[] = [];
  const there = async () => lines(await readMailboxes(at.person.servers, at.person.address));
  await until("the same here as on the server", async () => {
    await at.engine.engine["accounts.retry"]({ accountId: at.accountId });
    await calm(at);
    here = lines(readStore(at.engine.folder));
    return here.join() === (await there()).join();
  }).catch(() => undefined);
  // Said again, so that a difference is shown.
  expect(here).toEqual(await there());
}

/** The whole story of one case. */
async function play(kind: ProviderKind, announced: Announcement, moment: Moment): Promise<void> {
  const at = await begin(kind, announced, moment.messages);
  try {
    const before = await readMailboxes(at.person.servers, at.person.address);
    const change = await moment.reach(at);
    const draftId = await writeDraft(at);
    await until("the activation", () => at.struck);

    await untilTheProviderIsAsked(at, announced);
    if (announced === "elsewhere" && kind.outcome === "refused")
      expect(await moment.unfinished(at)).toBe(true);
    await tempt(at);
    await untilTheProviderIsAsked(at, announced);

    await at.signIn(await kind.steps(at.person));
    await until("the connection", async () => (await at.state())?.kind === "ok");
    const sent = [...change.sent, "Written meanwhile", "Afterwards"].sort();
    const after = await proveThatMailFlows(at, sent);
    expect(bySubject(after, "Sent")).toEqual(sent);
    expect(bySubject(after, "Drafts")).toEqual([halfWritten]);
    expectNothingLost(before, after, change);
    expect((await at.engine.engine["drafts.get"]({ draftId })).fields.text).toBe("Dear Bruno,");
    await expectTheSameHere(at);
    expectFewRefusals(at, announced);
    expect(await at.engine.engine.refusedLogin({ accountId: at.accountId })).toBeUndefined();
  } finally {
    await at.stop();
  }
}

function expectFewRefusals(at: ActivationCase, announced: Announcement): void {
  const { outcome } = at.kind;
  // Put off, it asks again, and waits longer each time.
  if (outcome === "throttled") expect(at.refusals()).toBeLessThan(15);
  else expect(at.refusals()).toBe(outcome === "refused" && announced === "elsewhere" ? 1 : 0);
}

const cases = providerKinds.flatMap((kind) =>
  (["by Gatepost", "elsewhere"] as const).flatMap((announced) =>
    moments.map((moment) => ({ kind, announced, moment })),
  ),
);

test("servers that take tokens alone never see a password, and that is a definite no in their own words", async () => {
  const servers = running.get("tokens");
  if (!servers) throw new Error("the servers run only while tests do");
  const address = "passworder@post.test";
  servers.addUser({ address, password: "Correct-Horse-1" });
  const engine = await startEngine({ backoff: { first: 50, most: 100 } });
  try {
    const accountId = await engine.addAccount(
      address,
      "Correct-Horse-1",
      servers.servers(address),
      servers.certificate,
    );
    const state = await until("the refusal", async () => {
      const [account] = await engine.engine["accounts.list"](undefined);
      return account?.state.kind === "sign-in-needed" && account.state;
    });
    expect(state.serverText).toMatch(/LOGINDISABLED.*AUTH=XOAUTH2/);
    const { refusal } = (await engine.engine.loginFacts({ accountId })).record;
    expect(refusal).toMatchObject({ protocol: "imap", cause: "basic_auth_disabled" });
    const { smtp } = servers.servers(address);
    const pins = [{ host: smtp.host, port: smtp.port, sha256: servers.certificate }];
    const credential = { kind: "password", secret: new Secret("Correct-Horse-1") } as const;
    await expect(createSmtp().check({ server: smtp, pins, credential })).rejects.toMatchObject({
      code: "login-refused",
      detail: { serverText: expect.stringMatching(/^AUTH .*XOAUTH2/) },
    });
    expect(servers.log().filter(({ user }) => user === address)).toEqual([]);
  } finally {
    await engine.stop();
  }
});

describe.concurrent("two-factor authentication switched on", () => {
  for (const { kind, announced, moment } of cases)
    test(`${announced}, during ${moment.name}: ${kind.name}`, () => play(kind, announced, moment));

  test("and mail is sent in the moment in which the line comes back: one login is refused, and that is all", async () => {
    const kind = providerKinds.find(({ outcome }) => outcome === "refused");
    if (!kind) throw new Error("no such kind");
    const at = await begin(kind, "elsewhere", 3);
    try {
      await at.begin();
      await calm(at);
      at.line.holdAt("connect", 1, () => at.send("At the same moment"));
      await at.strike();
      await untilTheProviderIsAsked(at, "elsewhere");
      await until("held", async () =>
        (await at.engine.engine["outbox.list"](undefined)).every(({ state }) => state === "held"),
      );
      await at.signIn(await kind.steps(at.person));
      await calm(at);
      const { servers } = at.person;
      await until("arrived", async () => (await readMailboxes(servers, at.friend)).length > 0);
      expect(bySubject(await readMailboxes(servers, at.friend), "INBOX")).toEqual(["At the same moment"]);
      expect(at.refusals()).toBe(1);
    } finally {
      await at.stop();
    }
  });
});
