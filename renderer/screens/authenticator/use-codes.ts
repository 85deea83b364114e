// The entries and the codes of the moment, asked again when a code runs out. The page keeps no secret and no clock of
// its own: `validUntil` comes from the core, on the same machine.
import { useEffect, useMemo } from "react";
import type { CodeEntry, CurrentCode } from "../../../shared/models/code.ts";
import { type Answer, useCall } from "../../ipc/hooks.ts";

export interface CodesNow {
  readonly list: Answer<CodeEntry[]>;
  /** by the entry's id */
  readonly current: ReadonlyMap<string, CurrentCode>;
  readonly reload: () => void;
}

/** How often a keychain that did not answer is asked again, milliseconds. */
const askAgain = 30_000;

export function useCodes(): CodesNow {
  const list = useCall("codes.list", undefined, ["codes.changed"]);
  const current = useCall("codes.current", undefined, ["codes.changed"]);
  const codes = current.state === "ready" ? current.value : undefined;
  const { reload } = current;

  useEffect(() => {
    if (!codes) return;
    const ends = codes.map(({ validUntil, missing }) =>
      missing === undefined ? validUntil : Date.now() + askAgain,
    );
    const next = Math.min(...ends.filter((end) => end !== undefined));
    if (!Number.isFinite(next)) return;
    // A little later than the end, so that the answer is surely the next code.
    const timer = setTimeout(reload, Math.max(50, next - Date.now() + 20));
    return () => clearTimeout(timer);
  }, [codes, reload]);

  const byId = useMemo(() => new Map(codes?.map((code) => [code.id, code])), [codes]);
  return { list, current: byId, reload };
}
