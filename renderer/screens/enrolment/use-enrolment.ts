// One account's enrolment as the core knows it: starts or resumes it, and does one thing after the other.
import { useCallback, useEffect, useRef, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { EnrolmentAction, EnrolmentHow, EnrolmentView } from "../../../shared/models/enrolment.ts";
import { call } from "../../ipc/client.ts";
import { useEvent } from "../../ipc/hooks.ts";

export interface Enrolment {
  readonly view: EnrolmentView | undefined;
  /** it could not be started, or an action failed in a way that belongs to no step */
  readonly error: ErrorView | undefined;
  readonly busy: boolean;
  readonly act: (action: EnrolmentAction) => void;
  /** begins in one of the ways that are open; `looks`: the provider's page may be looked at by itself */
  readonly begin: (how: EnrolmentHow, looks: boolean) => void;
  /** Answers whether it was stopped. */
  readonly stop: () => Promise<boolean>;
}

export function useEnrolment(accountId: string): Enrolment {
  const [view, setView] = useState<EnrolmentView>();
  const [error, setError] = useState<ErrorView>();
  const [busy, setBusy] = useState(false);
  const working = useRef(false);

  useEffect(() => {
    let ended = false;
    call("enrolment.start", { accountId }).then(
      (started) => !ended && setView(started),
      (failure: unknown) => !ended && setError(toErrorView(failure)),
    );
    return () => {
      ended = true;
    };
  }, [accountId]);

  const enrolmentId = view?.id;
  const run = useCallback(async (work: () => Promise<void>) => {
    // A second press while the first is under way is not a second wish.
    if (working.current) return false;
    working.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (failure) {
      setError(toErrorView(failure));
      return false;
    } finally {
      working.current = false;
      setBusy(false);
    }
  }, []);

  // A backup may be what the present step has waited for.
  useEvent("backup.changed", () => {
    if (enrolmentId === undefined || working.current) return;
    call("enrolment.get", { enrolmentId }).then(setView, (failure: unknown) =>
      setError(toErrorView(failure)),
    );
  });
  const act = useCallback(
    (action: EnrolmentAction) => {
      if (enrolmentId === undefined) return;
      void run(async () => setView(await call("enrolment.act", { enrolmentId, action })));
    },
    [enrolmentId, run],
  );
  const begin = useCallback(
    (how: EnrolmentHow, looks: boolean) => {
      void run(async () => {
        const { id } = await call("enrolment.start", { accountId, how });
        const action = { kind: "begin", ...(looks ? { looks } : {}) } as const;
        setView(await call("enrolment.act", { enrolmentId: id, action }));
      });
    },
    [accountId, run],
  );
  const stop = useCallback(async () => {
    if (enrolmentId === undefined) return true;
    return run(async () => {
      await call("enrolment.stop", { enrolmentId });
    });
  }, [enrolmentId, run]);

  return { view, error, busy, act, begin, stop };
}
