// The page's only way to the core: typed calls and events over window.gatepost. It must not know what any call means.
import type {
  AnyEvent,
  Bridge,
  CallInput,
  CallName,
  CallOutput,
  EventData,
  EventName,
} from "../../shared/ipc/contract.ts";
import { AppError } from "../../shared/ipc/errors.ts";

declare global {
  interface Window {
    readonly gatepost: Bridge;
  }
}

/** Calls without input are written `call("accounts.list")`. */
export type InputOf<Name extends CallName> = [CallInput<Name>] extends [undefined]
  ? []
  : [input: CallInput<Name>];

/** Asks the core; throws an AppError with the core's code and detail. */
export async function call<Name extends CallName>(
  name: Name,
  ...input: InputOf<Name>
): Promise<CallOutput<Name>> {
  const reply = await window.gatepost.call(name, input[0]);
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.detail);
  // The core has parsed its own output with the contract's schema: see [Note: output schemas].
  return reply.value as CallOutput<Name>;
}

type Listener = (data: never) => void;

const listeners = new Map<EventName, Set<Listener>>();
let heard = false;

/** Hears every event called `name` until the answered function is called. The bridge is heard once for all. */
export function on<Name extends EventName>(
  name: Name,
  listener: (data: EventData<Name>) => void,
): () => void {
  const mine = listeners.get(name) ?? new Set<Listener>();
  listeners.set(name, mine.add(listener));
  if (!heard) {
    heard = true;
    window.gatepost.on(tell);
  }
  return () => {
    mine.delete(listener);
  };
}

function tell({ name, data }: AnyEvent): void {
  for (const listener of [...(listeners.get(name) ?? [])]) (listener as (data: unknown) => void)(data);
}
