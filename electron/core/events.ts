// Where the core's events go out: everything that changes tells it here, the window and the tests listen.
import { type AnyEvent, type EventData, type EventName, events } from "../../shared/ipc/contract.ts";

export interface Events {
  tell<Name extends EventName>(name: Name, data: EventData<Name>): void;
  /** The same for an event that comes from another thread. */
  pass(event: AnyEvent): void;
  on(listener: (event: AnyEvent) => void): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<(event: AnyEvent) => void>();
  // [Note: output schemas] holds for events too: what the contract does not name does not go out.
  const pass = ({ name, data }: AnyEvent) => {
    const checked = { name, data: events[name].parse(data) } as AnyEvent;
    for (const listener of listeners) listener(checked);
  };
  return {
    tell: (name, data) => pass({ name, data } as AnyEvent),
    pass,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
