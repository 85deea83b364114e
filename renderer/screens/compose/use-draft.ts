// Keeps a draft safe while it is written: saved at each pause, one save at a time, the newest text last.
import { useCallback, useEffect, useRef, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { DraftFields, DraftView } from "../../../shared/models/draft.ts";
import { call } from "../../ipc/client.ts";

/** milliseconds without a key */
const pause = 700;

export interface DraftKeeper {
  readonly fields: DraftFields;
  readonly change: (change: Partial<DraftFields>) => void;
  readonly state: "untouched" | "saved" | "saving" | "unsaved" | "failed";
  readonly error: ErrorView | undefined;
  /** saves what is not saved yet; throws if it cannot */
  readonly flush: () => Promise<void>;
}

export function useDraft(draft: DraftView): DraftKeeper {
  const [fields, setFields] = useState(draft.fields);
  const [state, setState] = useState<DraftKeeper["state"]>("untouched");
  const [error, setError] = useState<ErrorView>();
  const newest = useRef(draft.fields);
  const saved = useRef(draft.fields);
  const running = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const draftId = draft.id;

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const save = async () => {
      if (saved.current === newest.current) return;
      const sent = newest.current;
      setState("saving");
      try {
        await call("drafts.save", { draftId, fields: sent });
      } catch (failure) {
        setState("failed");
        setError(toErrorView(failure));
        throw failure;
      }
      saved.current = sent;
      setError(undefined);
      setState(newest.current === sent ? "saved" : "unsaved");
    };
    // After the one under way, whether that one went well or not: this one has newer text.
    const next = running.current.then(save, save);
    running.current = next.catch(() => undefined);
    return next;
  }, [draftId]);

  const change = useCallback(
    (changed: Partial<DraftFields>) => {
      newest.current = { ...newest.current, ...changed };
      setFields(newest.current);
      setState("unsaved");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        // Its failure stands in `error`, and the next key tries again.
        flush().catch(() => undefined);
      }, pause);
    },
    [flush],
  );

  useEffect(() => {
    const leave = () => {
      flush().catch(() => undefined);
    };
    window.addEventListener("blur", leave);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("blur", leave);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [flush]);

  return { fields, change, state, error, flush };
}
