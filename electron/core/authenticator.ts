// The parts that keep the second factor, put together in reading order: codes and where they are read from, what is
// imported, exported and backed up, and what a lock takes from view. The lock itself and the keychain are given.
import { randomBytes } from "node:crypto";
import type { AccountView } from "../../shared/models/account.ts";
import type { Settings } from "../../shared/models/app.ts";
import { createBackups } from "./backup/handlers.ts";
import type { WatchedClock } from "./clock/handlers.ts";
import { createRecovery, type Recovery } from "./enrolment/recovery.ts";
import type { Events } from "./events.ts";
import { createExportFlow } from "./exporters/export-flow.ts";
import { exportHandlers } from "./exporters/handlers.ts";
import { importHandlers } from "./importers/handlers.ts";
import { createImportFlow } from "./importers/import-flow.ts";
import { createImports } from "./importers/imports.ts";
import { createRestoreRecovery } from "./importers/restore-recovery.ts";
import type { Jobs } from "./jobs.ts";
import type { WaitingAccounts } from "./kept/waiting-accounts.ts";
import { keychainHandlers } from "./keychain/handlers.ts";
import { itemNames } from "./keychain/item-names.ts";
import type { Keychain } from "./keychain/keychain.ts";
import { createKeychainMove } from "./keychain/move.ts";
import { createForgottenFlow } from "./lock/forgotten.ts";
import { lockHandlers } from "./lock/handlers.ts";
import type { Lock } from "./lock/lock.ts";
import { watchTriggers } from "./lock/triggers.ts";
import type { Log } from "./log.ts";
import type { MailThread } from "./mail/mail-service.ts";
import type { Opening } from "./opening.ts";
import { type Clipboard, createClipboard } from "./otp/clipboard.ts";
import { codeHandlers } from "./otp/handlers.ts";
import { createVault, type Vault } from "./otp/vault.ts";
import type { Platform } from "./platform.ts";
import { createCameraScan } from "./qr/camera-scan.ts";
import { createCollectedParts } from "./qr/collected-parts.ts";
import { createFoundCodes, type FoundCodes } from "./qr/found-codes.ts";
import { scanHandlers } from "./qr/handlers.ts";
import { createPictures } from "./qr/pictures.ts";
import { createPreviews } from "./qr/previews.ts";
import { createScan, type Scan } from "./qr/scan.ts";
import type { Records } from "./store/records.ts";
import type { HandlersOf } from "./topics.ts";
import type { Remote } from "./worker-link.ts";

type Answered = HandlersOf<"codes"> &
  HandlersOf<"scan"> &
  HandlersOf<"lock"> &
  HandlersOf<"keychain"> &
  HandlersOf<"export"> &
  HandlersOf<"backup"> &
  HandlersOf<"import">;

export interface Authenticator {
  readonly vault: Vault;
  readonly found: FoundCodes;
  readonly clipboard: Clipboard;
  readonly recovery: Recovery;
  /** Looks at a picture of a provider's page: of it nothing stays but the codes in it. */
  readonly lookAtPage: Scan;
  readonly handlers: Answered;
  /** Everything that was opened goes from memory and from view. */
  forgetOpened(): void;
  /** The store is open: automatic backups may be made. */
  start(): void;
  close(): void;
}

export interface AuthenticatorParts {
  /** as it is: nothing in it is opened that the lock has sealed */
  readonly systemKeychain: Keychain;
  readonly lock: Lock;
  readonly records: Records;
  readonly thread: Remote<MailThread>;
  readonly opening: Opening;
  readonly accounts: () => Promise<readonly AccountView[]>;
  /** also of those that something is kept for */
  readonly accountIds: () => Promise<readonly string[]>;
  readonly waiting: WaitingAccounts;
  readonly clock: WatchedClock;
  readonly platform: Platform;
  readonly settings: () => Promise<Settings>;
  readonly events: Events;
  readonly jobs: Jobs;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => string;
  /** Opens keychain and store again. */
  readonly retry: () => Promise<void>;
}

/** Milliseconds for a drawing that is to be an icon: a real one takes a tenth of a second. */
const drawingTime = 10_000;

export function createAuthenticator(parts: AuthenticatorParts): Authenticator {
  const { lock, records, platform, settings, events, jobs, waiting, log, now, newId } = parts;
  const { keychain } = lock;
  const clipboard = createClipboard({ platform, now });
  const pictures = createPictures({ log });
  const vault = createVault({ keychain, records, now, newId, behind: parts.clock.correction });
  const found = createFoundCodes({ now, newId });
  const collected = createCollectedParts({ now, newId });
  const previews = createPreviews({ now });
  const reading = { jobs, pictures, vault, found, collected };
  const scan = createScan({ ...reading, previews });
  const camera = createCameraScan({ pictures, vault, found, collected, platform });

  const recovery = createRecovery({ keychain, records });
  const restored = createRestoreRecovery({
    ...{ records, recovery, accounts: parts.accounts, waiting },
    codes: () => vault.list(),
  });
  const imports = createImports({ log });
  const importFlow = createImportFlow({ imports, pictures, vault, recovery: restored, now, newId });
  const exportFlow = createExportFlow({
    ...{ vault, imports, pictures, platform, records },
    addressOf: (accountId) => restored.addressOf(accountId),
    tools: { random: randomBytes, now, recovery: () => restored.revealAll() },
  });
  const backups = createBackups({
    ...{ vault, records, imports, importFlow, platform, jobs, events, log, now },
    recovery: restored,
  });

  const triggers = watchTriggers({ lock, records, platform, fault: log.fault });
  const forgotten = createForgottenFlow({
    ...{ lock, imports, vault, records, platform, now, newId },
    recovery: restored,
  });
  const move = createKeychainMove({
    ...{ keychain: parts.systemKeychain, platform, imports },
    names: () => itemNames(records, parts.accountIds),
    tryKey: async (key) => {
      await parts.thread.openStore({ folder: platform.dataFolder, key: key.reveal() });
      await parts.thread.close({});
    },
  });

  return {
    ...{ vault, found, clipboard, recovery },
    lookAtPage: createScan({ ...reading, previews: { keep: () => undefined } }),
    handlers: {
      ...codeHandlers({
        ...{ vault, found, clipboard, settings, events, platform },
        draw: (drawing) => imports.icon(drawing, AbortSignal.timeout(drawingTime)),
      }),
      ...scanHandlers({
        ...{ scan, camera, previews, platform },
        attachment: (input) => parts.thread.attachmentBytes(input),
      }),
      ...lockHandlers({ lock, triggers, forgotten, jobs, platform }),
      ...keychainHandlers({ move, jobs, opening: parts.opening, retry: parts.retry }),
      ...exportHandlers({ flow: exportFlow, jobs, lock }),
      ...backups.handlers,
      ...importHandlers({ flow: importFlow, jobs, platform, events, collected }),
    },
    forgetOpened() {
      vault.forgetSecrets();
      found.forgetAll();
      collected.forgetAll();
      previews.forgetAll();
      camera.close();
      importFlow.discardAll();
      clipboard.clearNow().catch((failure: unknown) => log.fault("clipboard", failure));
    },
    start: () => backups.schedule.start(),
    close() {
      triggers.close();
      pictures.close();
      backups.schedule.close();
    },
  };
}
