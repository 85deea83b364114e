// The headless core, put together in reading order. It knows neither Electron nor React: the shell, the web bridge of
// the tests and the terminal give it a platform and a keychain, and get one door and one stream of events.
import { randomBytes, randomUUID } from "node:crypto";
import type { AnyEvent, Reply } from "../../shared/ipc/contract.ts";
import { AppError, toErrorView, unlessExpected } from "../../shared/ipc/errors.ts";
import { createAccounts } from "./accounts/accounts.ts";
import { createCredentials } from "./accounts/credentials.ts";
import { accountHandlers } from "./accounts/handlers.ts";
import { answer } from "./answer.ts";
import { createAppHandlers } from "./app-handlers.ts";
import { createAuthenticator } from "./authenticator.ts";
import { clockHandlers, watchClock } from "./clock/handlers.ts";
import { enrolmentHandlers } from "./enrolment/handlers.ts";
import { resumeLeftPaused } from "./enrolment/left-paused.ts";
import { createEvents } from "./events.ts";
import { createHandlers } from "./handlers.ts";
import { createJobs } from "./jobs.ts";
import { keptHandlers } from "./kept/handlers.ts";
import { createKeptNotes } from "./kept/kept-notes.ts";
import { createNoteSignIn } from "./kept/note-sign-in.ts";
import { createWaitingAccounts } from "./kept/waiting-accounts.ts";
import { createKeyCheck } from "./keychain/key-check.ts";
import type { Keychain } from "./keychain/keychain.ts";
import { createLinks } from "./links.ts";
import { coveredNames } from "./lock/covered-names.ts";
import { keyDeriver } from "./lock/derive-key.ts";
import { behindLock } from "./lock/door.ts";
import { createLock } from "./lock/lock.ts";
import type { Log } from "./log.ts";
import { createFrames, frameHandlers } from "./mail/frames.ts";
import { mailHandlers } from "./mail/handlers.ts";
import { createOpenedAttachments } from "./mail/opened-attachments.ts";
import { startMailThread } from "./mail/thread-client.ts";
import { createAccessTokens } from "./oauth/access-tokens.ts";
import { createOauthClients } from "./oauth/clients.ts";
import { createOauthConfiguration } from "./oauth/configuration.ts";
import { oauthHandlers } from "./oauth/handlers.ts";
import { createOpening } from "./opening.ts";
import type { FrameContent, Platform } from "./platform.ts";
import { createPractice } from "./practice.ts";
import { providerPageHandlers } from "./provider-page/handlers.ts";
import { createProviderPages } from "./provider-page/provider-pages.ts";
import { quickCodeHandlers } from "./quick-code.ts";
import { providerOfAccount } from "./relogin/index.ts";
import { createSettings, settingsHandlers } from "./settings.ts";
import { createShortcuts, shortcutHandlers } from "./shortcuts.ts";
import { threadRecords } from "./store/records.ts";
import { watchTray } from "./tray.ts";

export interface Core {
  answer(name: string, input: unknown): Promise<Reply<unknown>>;
  on(listener: (event: AnyEvent) => void): () => void;
  /** What the message scheme serves under `token`; undefined if it is not (or no longer) known. */
  frame(token: string, path: string): Promise<FrameContent | undefined>;
  /** The user has asked for the remote pictures of the message under `token`. */
  remoteAllowed(token: string): boolean;
  /** A link in a message was clicked. */
  askLink(address: string): void;
  /** Finishes the running step, clears a copied code, closes the store. */
  close(): Promise<void>;
}

export interface CoreOptions {
  readonly platform: Platform;
  readonly keychain: Keychain;
  readonly log: Log;
  /** milliseconds since 1970 */
  readonly now: () => number;
}

export async function startCore(options: CoreOptions): Promise<Core> {
  const { platform, log, now } = options;
  const newId = () => randomUUID();
  const events = createEvents();
  const jobs = createJobs({ tell: (job) => events.tell("jobs.changed", job), newId, log });

  const mail = startMailThread({
    // Asked long after all parts are there.
    credential: ({ accountId, oauth, rejected }) => credentials.forLogin({ id: accountId, oauth }, rejected),
    events,
    log,
    died: () => void reopen(),
  });
  const thread = mail.remote;
  const records = threadRecords(thread);
  const opening = createOpening({
    ...{ keychain: options.keychain, thread, folder: platform.dataFolder, log },
    keyCheck: createKeyCheck(platform.dataFolder),
  });
  const waiting = createWaitingAccounts({ records, now, newId });
  /** Also of those that something is kept for. */
  const accountIds = async () => [...(await accounts.list()), ...(await waiting.list())].map(({ id }) => id);
  const lock = createLock({
    ...{ keychain: options.keychain, records, now, log, random: randomBytes, derive: keyDeriver(log) },
    names: () => coveredNames(records, accountIds),
    changed: (state) => {
      if (state === "locked" || state === "broken") forgetOpened();
      for (const name of ["lock.changed", "codes.changed", "security.changed"] as const)
        events.tell(name, {});
    },
    later: (work) => {
      jobs.start("lock.finish", async (control) => {
        await work(control);
        return { kind: "done" };
      });
    },
  });
  // Everybody but the opening keeps secrets through the lock.
  const { keychain } = lock;
  const settings = createSettings(records, () => opening.store === "ready");
  const shortcuts = createShortcuts({ platform, settings });
  const practice = createPractice(platform);
  const oauth = createOauthConfiguration({
    folder: platform.dataFolder,
    keychain,
    practiceDomains: () => practice.domains(),
  });
  const oauthClients = createOauthClients(platform.dataFolder, keychain);
  const tokens = createAccessTokens({ keychain, configuration: oauth, now });
  const credentials = createCredentials({ keychain, tokens });
  const providerOf = (account: { readonly address: string; readonly providerId: string | undefined }) =>
    providerOfAccount(account, practice.domains());
  const notes = createKeptNotes({ records, now, newId });
  const noteSignIn = createNoteSignIn({ notes, records, providerOf });
  const accounts = createAccounts({
    ...{ thread, keychain, credentials, events, providerOf, noteSignIn, waiting, newId, now },
  });

  const clock = watchClock({ thread, practice, settings: settings.get, events, now, log });
  const authenticator = createAuthenticator({
    ...{
      lock,
      records,
      thread,
      opening,
      clock,
      platform,
      events,
      jobs,
      waiting,
      log,
      now,
      newId,
      accountIds,
    },
    systemKeychain: options.keychain,
    accounts: () => accounts.list(),
    settings: settings.get,
    retry: async () => void (await ask("app.retry", undefined)),
  });
  const { vault, found, clipboard, recovery } = authenticator;
  const links = createLinks(events, platform);
  const pages = createProviderPages({
    platform,
    tell: (view) => events.tell("page.changed", view),
    rested: () => events.tell("page.rested", {}),
    newId,
  });
  const attachments = createOpenedAttachments(platform);
  const frames = createFrames({
    newId,
    address: platform.frameAddress,
    inlinePart: (input) => thread.inlinePart(input),
    linkClicked: (address) => links.ask(address),
  });

  const forgetOpened = () => {
    authenticator.forgetOpened();
    // It may show a QR code or backup codes. Its login stays: nobody can be sure to get as far a second time.
    pages.setAside();
  };
  const startAccounts = async () => {
    await thread.startAccounts({});
    await resumeLeftPaused(records, thread);
    await shortcuts.restore();
    authenticator.start();
  };

  const handlers = createHandlers({
    ...createAppHandlers({
      ...{ opening, platform, jobs, accounts, practice, startAccounts, events, log },
      forgetStore: async () => {
        lock.reset();
        forgetOpened();
        // A file that nobody can read is told where it is used.
        await oauthClients.forgetLost().catch(unlessExpected);
      },
    }),
    ...settingsHandlers(settings, events),
    ...shortcutHandlers(shortcuts),
    ...quickCodeHandlers(platform),
    "tray.setWords": (words) => tray.setWords(words),
    ...clockHandlers(clock),
    ...accountHandlers({ accounts, thread, jobs, practice }),
    ...oauthHandlers({ accounts, jobs, configuration: oauth, clients: oauthClients, events, platform, now }),
    ...mailHandlers({ thread, platform, attachments }),
    ...frameHandlers(frames),
    ...authenticator.handlers,
    ...enrolmentHandlers({
      ...{ thread, records, keychain, accounts, vault, found, clipboard, practice, platform },
      ...{ jobs, log, events, now, newId },
      settings: settings.get,
      takenFile: (id) => pages.takenFile(id),
    }),
    ...keptHandlers({
      ...{ notes, recovery, records, waiting, keychain, thread, practice, clipboard, events },
      settings: settings.get,
    }),
    ...providerPageHandlers({
      pages,
      account: (accountId) => thread.getAccount({ accountId }),
      practice,
      scan: authenticator.lookAtPage,
    }),
    "links.open": ({ linkToken }) => links.open(linkToken),
  });

  /** The store stays closed until somebody asks again, perhaps with the file restored meanwhile. */
  const damaged = async () => {
    opening.damaged();
    await thread.close({}).catch((failure: unknown) => {
      // Whatever still asked the store was told the same.
      if (!isDamage(failure)) log.fault("damaged store not closed", failure);
    });
    events.tell("app.changed", {});
  };
  const open = async () => {
    if (!(await opening.attempt())) return;
    try {
      await startAccounts();
    } catch (failure) {
      if (!isDamage(failure)) throw failure;
      await damaged();
    }
  };
  const reopen = async () => {
    opening.reset();
    await open().catch((failure: unknown) => log.fault("core.reopen", failure));
    events.tell("app.changed", {});
  };
  await open();

  const closeSafely = async (what: string, work: Promise<void>) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeLimit);
    });
    const done = work.catch((failure: unknown) => log.fault(`close ${what}`, failure));
    await Promise.race([done, late]);
    clearTimeout(timer);
  };

  const ask = async (name: string, input: unknown): Promise<Reply<unknown>> => {
    const closed = whyClosed(name, opening);
    if (closed) return { ok: false, error: toErrorView(closed) };
    const reply = await behindLock(lock, name, () => answer(handlers, log, name, input));
    if (!reply.ok && isDamage(reply.error) && opening.store === "ready") await damaged();
    return reply;
  };
  const tray = watchTray({ ask, platform, settings: settings.get, events, log });

  /** Calls that are being answered. */
  const running = new Set<Promise<unknown>>();

  return {
    answer(name, input) {
      const reply = ask(name, input);
      running.add(reply);
      return reply.finally(() => running.delete(reply));
    },
    on: (listener) => events.on(listener),
    frame: (token, path) => frames.content(token, path),
    remoteAllowed: (token) => frames.remoteAllowed(token),
    askLink: (address) => links.ask(address),
    async close() {
      // One that fails, or waits for a keychain that does not answer, must not keep the store from being closed. Calls go
      // first: what a page has saved as it was left is kept.
      tray.remove();
      await closeSafely(
        "calls",
        Promise.allSettled(running).then(() => undefined),
      );
      await closeSafely("provider page", pages.close());
      await closeSafely("clipboard", clipboard.clearNow());
      await closeSafely("vault", vault.close());
      authenticator.close();
      clock.close();
      await closeSafely("files", attachments.forgetOpened());
      await mail.close();
    },
  };
}

function isDamage(failure: unknown): boolean {
  return (
    typeof failure === "object" &&
    failure !== null &&
    "code" in failure &&
    failure.code === "store-unreadable"
  );
}

/** Milliseconds that each part but the store gets when the program ends. */
const closeLimit = 1_000;

/** Calls that make sense while the store is not open yet. */
const always = new Set([
  ...["app.status", "app.retry", "app.startAnew", "settings.get", "jobs.list", "jobs.get", "jobs.cancel"],
  ...["quickCode.close", "quickCode.showProgram", "tray.setWords"],
  "keychain.bringOver",
]);

function whyClosed(name: string, opening: ReturnType<typeof createOpening>): AppError | undefined {
  if (opening.store === "ready" || always.has(name)) return undefined;
  if (opening.store === "key-changed") return new AppError("keychain-changed");
  if (opening.store === "unreadable" || opening.store === "key-gone") return new AppError("store-unreadable");
  return new AppError(opening.keychain === "ok" ? "busy" : `keychain-${opening.keychain}`);
}
