// Calls on folders, messages, drafts and the outbox: most are answered by the mail thread; those that need a file
// dialog or another program are put together here.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Handlers } from "../answer.ts";
import type { Platform } from "../platform.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import { type MailThread, type MailThreadCall, mailThreadCalls } from "./mail-service.ts";

type MailHandlers = Pick<Handlers, MailThreadCall | "drafts.attach"> & HandlersOf<"attachments">;

export function mailHandlers(parts: {
  readonly thread: Remote<MailThread>;
  readonly platform: Pick<Platform, "chooseFiles" | "chooseSavePath" | "openPath">;
}): MailHandlers {
  const { thread, platform } = parts;
  const forwarded = Object.fromEntries(
    mailThreadCalls.map((name) => [
      name,
      (input: unknown) => (thread[name] as (input: unknown) => unknown)(input),
    ]),
  ) as unknown as Pick<Handlers, MailThreadCall>;

  return {
    ...forwarded,
    "attachments.save": async ({ messageId, index }) => {
      const attachment = await thread.attachmentBytes({ messageId, index });
      const path = await platform.chooseSavePath(attachment.name);
      if (path === undefined) return { saved: false };
      await write(path, attachment.bytes);
      return { saved: true };
    },
    "attachments.open": async ({ messageId, index }) => {
      const attachment = await thread.attachmentBytes({ messageId, index });
      // A folder of its own: the name stays what it is, and nothing of the user's is overwritten.
      const folder = await mkdtemp(join(tmpdir(), "gatepost-open-"));
      const path = join(folder, attachment.name);
      await write(path, attachment.bytes);
      await platform.openPath(path);
    },
    "drafts.attach": async ({ draftId }) => {
      const paths = await platform.chooseFiles("attachment", true);
      return paths.length === 0 ? thread["drafts.get"]({ draftId }) : thread.attachFiles({ draftId, paths });
    },
  };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    // Readable by nobody else: it may be private, and the folder may not be.
    await writeFile(path, bytes, { mode: 0o600 });
  } catch (failure) {
    const full = failure instanceof Error && "code" in failure && failure.code === "ENOSPC";
    throw new AppError(full ? "disk-full" : "file-unwritable", { name: basename(path) }, { cause: failure });
  }
}
