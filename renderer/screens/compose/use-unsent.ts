// What a person wrote and nobody has received yet: drafts kept here, and messages on their way or stopped.
import type { DraftView, OutboxItem } from "../../../shared/models/draft.ts";
import { useCall } from "../../ipc/hooks.ts";

export interface Unsent {
  readonly drafts: readonly DraftView[];
  readonly outbox: readonly OutboxItem[];
  readonly count: number;
}

export function useUnsent(): Unsent {
  const drafts = useCall("drafts.list", undefined, ["drafts.changed", "outbox.changed"]);
  const outbox = useCall("outbox.list", undefined, ["outbox.changed"]);
  const kept = drafts.state === "ready" ? drafts.value : [];
  const waiting = outbox.state === "ready" ? outbox.value.filter(({ state }) => state !== "sent") : [];
  return { drafts: kept, outbox: waiting, count: kept.length + waiting.length };
}
