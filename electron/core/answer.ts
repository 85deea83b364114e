// The one door: name, input and output of every call are checked here, whoever asks (window, tests, bridge).
import { type CallName, type CallOutput, calls, type Reply } from "../../shared/ipc/contract.ts";
import { AppError, toErrorView } from "../../shared/ipc/errors.ts";
import type { Log } from "./log.ts";

export type Handlers = {
  readonly [Name in CallName]: (
    input: import("zod").output<(typeof calls)[Name]["input"]>,
  ) => CallOutput<Name> | Promise<CallOutput<Name>>;
};

/** Answers `name(input)`; never throws. Unknown names and bad input are refused before any handler runs. */
export async function answer(
  handlers: Handlers,
  log: Log,
  name: string,
  input: unknown,
): Promise<Reply<unknown>> {
  try {
    if (!Object.hasOwn(calls, name)) throw new AppError("forbidden");
    const known = name as CallName;
    const parsed = calls[known].input.safeParse(input);
    if (!parsed.success) throw badInput(parsed.error.issues);
    const handler = handlers[known] as (input: unknown) => unknown;
    const value = await handler(parsed.data);
    // [Note: output schemas] zod drops what the contract does not name.
    return { ok: true, value: calls[known].output.parse(value) };
  } catch (failure) {
    const error = toErrorView(failure);
    if (error.code === "internal") log.fault(`call ${name}`, failure);
    return { ok: false, error };
  }
}

/** Names the field, never the value: the value may be a password. */
function badInput(
  issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly message: string;
    readonly params?: Readonly<Record<string, unknown>> | undefined;
  }[],
): AppError {
  const first = issues[0];
  if (first?.message === "too-large" || first?.message === "picture-too-large") {
    const limit = first.params?.limit;
    return new AppError(first.message, typeof limit === "number" ? { limit, unit: "bytes" } : {});
  }
  return new AppError("bad-input", { field: first?.path.map(String).join(".") ?? "" });
}
