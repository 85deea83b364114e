// How parts of the screen ask and hear: an answer with its state, an event, a job. Late answers are dropped.
import { useCallback, useEffect, useRef, useState } from "react";
import type { CallInput, CallName, CallOutput, EventData, EventName } from "../../shared/ipc/contract.ts";
import { type ErrorView, toErrorView } from "../../shared/ipc/errors.ts";
import type { JobView } from "../../shared/models/job.ts";
import { call, on } from "./client.ts";

export type Answer<Value> =
  | { readonly state: "loading"; readonly reload: () => void }
  | { readonly state: "ready"; readonly value: Value; readonly reload: () => void }
  | { readonly state: "failed"; readonly error: ErrorView; readonly reload: () => void };

type Told<Value> =
  | { readonly key: string; readonly value: Value }
  | { readonly key: string; readonly error: ErrorView };

/**
 * Asks `name(input)`, again when the input changes and after each of `refreshOn`. The last answer stays while it asks
 * again; an answer to an older input is dropped. `input` is compared by its JSON; pass `undefined` if there is none.
 */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  refreshOn: readonly EventName[] = [],
): Answer<CallOutput<Name>> {
  const key = JSON.stringify([name, input]);
  const events = refreshOn.join(" ");
  const [told, setTold] = useState<Told<CallOutput<Name>>>();
  const ask = useRef<() => void>(() => undefined);

  useEffect(() => {
    let ended = false;
    let asking = false;
    let again = false;
    // JSON writes "no input" as null.
    const sent = (JSON.parse(key) as readonly [Name, CallInput<Name> | null])[1] ?? undefined;
    const run = () => {
      if (asking) {
        // A burst of events becomes one more question, and never starves the answer under way.
        again = true;
        return;
      }
      asking = true;
      askUntyped(name, sent)
        .then(
          (value) => !ended && setTold({ key, value: value as CallOutput<Name> }),
          (failure: unknown) => !ended && setTold({ key, error: toErrorView(failure) }),
        )
        .finally(() => {
          asking = false;
          if (again && !ended) {
            again = false;
            run();
          }
        });
    };
    ask.current = run;
    run();
    const stops = events === "" ? [] : events.split(" ").map((event) => on(event as EventName, run));
    return () => {
      ended = true;
      for (const stop of stops) stop();
    };
  }, [key, name, events]);

  const reload = useCallback(() => ask.current(), []);
  if (!told || told.key !== key) return { state: "loading", reload };
  return "error" in told
    ? { state: "failed", error: told.error, reload }
    : { state: "ready", value: told.value, reload };
}

/** The input was checked where it was written down; the tuple of `call` cannot be proved for a name that varies. */
function askUntyped(name: CallName, input: unknown): Promise<unknown> {
  return (call as (name: CallName, input: unknown) => Promise<unknown>)(name, input);
}

/** Calls `listener` at each event; the newest listener is used, without listening anew. */
export function useEvent<Name extends EventName>(
  name: Name,
  listener: (data: EventData<Name>) => void,
): void {
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => on(name, (data) => newest.current(data)), [name]);
}

/** The job as the core knows it, kept up to date; undefined until known, or while there is no id. */
function useJob(jobId: string | undefined): JobView | undefined {
  const [job, setJob] = useState<JobView>();
  useEffect(() => {
    if (jobId === undefined) return;
    let ended = false;
    const take = (view: JobView) => {
      if (ended || view.id !== jobId) return;
      // An event may overtake the answer to the first question: what has ended stays ended.
      setJob((known) => (known?.id === jobId && known.state !== "running" ? known : view));
    };
    const stop = on("jobs.changed", take);
    call("jobs.get", { jobId }).then(take, (failure: unknown) =>
      take({
        id: jobId,
        name: "",
        state: "failed",
        phase: "",
        done: 0,
        total: 0,
        error: toErrorView(failure),
      }),
    );
    return () => {
      ended = true;
      stop();
    };
  }, [jobId]);
  return job?.id === jobId ? job : undefined;
}

/** Calls of the contract that start a job. */
export type JobCallName = {
  [Name in CallName]: CallOutput<Name> extends { jobId: string } ? Name : never;
}[CallName];

export interface JobCall<Name extends JobCallName> {
  /** the job under way, or how the last one ended */
  readonly job: JobView | undefined;
  readonly running: boolean;
  /** why it could not be started, or how it failed; not set when the user cancelled */
  readonly error: ErrorView | undefined;
  readonly start: (input: CallInput<Name>) => void;
  readonly cancel: () => void;
  /** forgets job and error */
  readonly reset: () => void;
}

/** Starts jobs by `name` and follows the newest one; `onDone` or `onFailed` is called once for each that ends. */
export function useJobCall<Name extends JobCallName>(
  name: Name,
  onDone: (job: JobView) => void = () => undefined,
  onFailed: (error: ErrorView) => void = () => undefined,
): JobCall<Name> {
  const [jobId, setJobId] = useState<string>();
  const [starting, setStarting] = useState(false);
  const [refused, setRefused] = useState<ErrorView>();
  const round = useRef(0);
  const job = useJob(jobId);
  const newest = useRef({ onDone, onFailed });
  const told = useRef<string>(undefined);
  useEffect(() => {
    newest.current = { onDone, onFailed };
  });
  useEffect(() => {
    if (job === undefined || job.state === "running" || told.current === job.id) return;
    told.current = job.id;
    if (job.state === "done") newest.current.onDone(job);
    else if (job.error) newest.current.onFailed(job.error);
  }, [job]);

  const start = useCallback(
    (input: CallInput<Name>) => {
      round.current += 1;
      const mine = round.current;
      setStarting(true);
      setRefused(undefined);
      setJobId(undefined);
      askUntyped(name, input)
        .then(
          (value) => mine === round.current && setJobId((value as { jobId: string }).jobId),
          (failure: unknown) => mine === round.current && setRefused(toErrorView(failure)),
        )
        .finally(() => mine === round.current && setStarting(false));
    },
    [name],
  );
  const cancel = useCallback(() => {
    if (jobId !== undefined) call("jobs.cancel", { jobId }).catch(() => undefined);
  }, [jobId]);
  const reset = useCallback(() => {
    round.current += 1;
    setJobId(undefined);
    setRefused(undefined);
    setStarting(false);
  }, []);

  const running = starting || (jobId !== undefined && (job === undefined || job.state === "running"));
  const failed = job?.state === "failed" ? job.error : undefined;
  return { job, running, error: refused ?? failed, start, cancel, reset };
}
