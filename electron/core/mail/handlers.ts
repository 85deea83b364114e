// Calls on folders, messages, drafts and the outbox: most are answered by the mail thread; those that need a file
// dialog or another program are put together here.
import type { Handlers } from "../answer.ts";
import type { Platform } from "../platform.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import { type MailThread, type MailThreadCall, mailThreadCalls } from "./mail-service.ts";
import { type OpenedAttachments, writePrivately } from "./opened-attachments.ts";

type MailHandlers = Pick<Handlers, MailThreadCall | "drafts.attach"> & HandlersOf<"attachments">;

export function mailHandlers(parts: {
  readonly thread: Remote<MailThread>;
  readonly platform: Pick<Platform, "chooseFiles" | "chooseSavePath">;
  readonly attachments: Pick<OpenedAttachments, "open">;
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
      await writePrivately(path, attachment.bytes);
      return { saved: true };
    },
    "attachments.open": async ({ messageId, index }) => {
      await parts.attachments.open(await thread.attachmentBytes({ messageId, index }));
    },
    "drafts.attach": async ({ draftId }) => {
      const paths = await platform.chooseFiles("attachment", true);
      return paths.length === 0 ? thread["drafts.get"]({ draftId }) : thread.attachFiles({ draftId, paths });
    },
  };
}
