// Lets only a few connections to one host be opened at the same moment: providers count them, and block who is hasty.
export interface HostGate {
  /** Runs `connect` when one of the places of `host` is free. */
  enter<Value>(host: string, connect: () => Promise<Value>): Promise<Value>;
}

export function createHostGate(places: number): HostGate {
  const hosts = new Map<string, { busy: number; readonly waiting: (() => void)[] }>();
  return {
    async enter(host, connect) {
      const gate = hosts.get(host) ?? { busy: 0, waiting: [] };
      hosts.set(host, gate);
      if (gate.busy >= places) await new Promise<void>((resolve) => gate.waiting.push(resolve));
      else gate.busy++;
      try {
        return await connect();
      } finally {
        const next = gate.waiting.shift();
        // The place is handed on, so that nobody else can take it in between.
        if (next) next();
        else if (--gate.busy === 0) hosts.delete(host);
      }
    },
  };
}
