// What the page may ask of imports. Each is a job; its result names what was read, the secrets stay here.
import { maxPictures } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Events } from "../events.ts";
import type { Jobs } from "../jobs.ts";
import type { Platform } from "../platform.ts";
import type { CollectedParts } from "../qr/collected-parts.ts";
import { readInput } from "../read-input.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import { maxImportBytes } from "./import-file.ts";
import type { ImportFlow } from "./import-flow.ts";

export function importHandlers(options: {
  readonly flow: ImportFlow;
  readonly jobs: Jobs;
  readonly platform: Pick<Platform, "chooseFiles" | "readClipboardFiles">;
  readonly events: Pick<Events, "tell">;
  readonly collected: Pick<CollectedParts, "linksOf">;
}): HandlersOf<"import"> {
  const { flow, jobs, platform, events, collected } = options;
  return {
    "import.chooseFiles": () =>
      jobs.start("import.chooseFiles", async (control) => {
        control.report("waiting");
        const paths = await platform.chooseFiles("import", true);
        if (paths.length === 0) throw new AppError("cancelled");
        return flow.begin(await readAll(paths), control);
      }),
    "import.clipboard": () =>
      jobs.start("import.clipboard", async (control) => {
        const paths = await platform.readClipboardFiles();
        if (paths.length === 0) throw new AppError("clipboard-empty");
        return flow.begin(await readAll(paths.slice(0, maxPictures)), control);
      }),
    "import.files": ({ files }) => jobs.start("import.files", (control) => flow.begin(files, control)),
    "import.collected": ({ batchId }) =>
      jobs.start("import.collected", async (control) =>
        flow.begin([Buffer.from(collected.linksOf(batchId).reveal())], control),
      ),
    "import.unlock": ({ importId, passphrase }) =>
      jobs.start("import.unlock", (control) => flow.unlock(importId, new Secret(passphrase), control)),
    "import.apply": ({ importId, ...choice }) =>
      jobs.start("import.apply", async (control) => {
        const result = await flow.apply(importId, choice, control);
        events.tell("codes.changed", {});
        events.tell("security.changed", {});
        return result;
      }),
    "import.revealRecovery": ({ importId, index }) => {
      const { backupCodes, secretKey } = flow.revealRecovery(importId, index);
      return {
        backupCodes: backupCodes.map(({ code, used }, at) => ({ index: at, code: code.reveal(), used })),
        ...(secretKey && { secretKey: secretKey.reveal() }),
      };
    },
    "import.discard": async ({ importId }) => flow.discard(importId),
  };
}

function readAll(paths: readonly string[]): Promise<readonly Uint8Array[]> {
  return Promise.all(paths.map((path) => readInput(path, maxImportBytes)));
}
