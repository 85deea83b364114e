import { once } from "node:events";
import { MessageChannel, Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { endWorker, type LinkControl, linkWorker } from "../../../electron/core/worker-link.ts";
import { AppError } from "../../../shared/ipc/errors.ts";

interface Served {
  add(input: { readonly a: number; readonly b: number }): Promise<number>;
  refuse(input: string): Promise<void>;
  break(input: string): Promise<void>;
  wait(input: string, control: LinkControl): Promise<string>;
}

const open: MessageChannel[] = [];
function build() {
  const channel = new MessageChannel();
  open.push(channel);
  const faults: string[] = [];
  const served: Served = {
    add: async ({ a, b }) => a + b,
    refuse: async () => {
      throw new AppError("over-quota", { folder: "Sent" });
    },
    break: async (text) => {
      throw new Error(text);
    },
    wait: (phase, control) =>
      new Promise((_resolve, reject) => {
        control.report(phase, 1, 2);
        control.signal.addEventListener("abort", () => reject(control.signal.reason as Error));
      }),
  };
  linkWorker<object>(channel.port1, served, (event) => faults.push(event));
  const caller = linkWorker<Served>(channel.port2, {}, () => {});
  return { ...caller, faults };
}

afterEach(() => {
  for (const { port1, port2 } of open.splice(0)) {
    port1.close();
    port2.close();
  }
});

describe("the link between threads", () => {
  it("answers calls, many at a time", async () => {
    const { remote } = build();
    const sums = await Promise.all([1, 2, 3].map((a) => remote.add({ a, b: 10 })));
    expect(sums).toEqual([11, 12, 13]);
  });

  it("carries an expected failure over with code and detail", async () => {
    await expect(build().remote.refuse("")).rejects.toMatchObject({
      code: "over-quota",
      detail: { folder: "Sent" },
    });
  });

  it("carries a bug over as `internal`, without its words, and tells its own side", async () => {
    const { remote, faults } = build();
    const failure = await remote.break("hunter2").catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "internal", detail: {} });
    expect(String(failure)).not.toContain("hunter2");
    expect(faults).toEqual(["thread break"]);
  });

  it("refuses names that the other side does not serve, and those every object has", async () => {
    const { remote } = build();
    const loose = remote as unknown as Record<string, (input: unknown) => Promise<unknown>>;
    for (const name of ["nothing", "hasOwnProperty", "constructor"]) {
      await expect(loose[name]?.(1)).rejects.toMatchObject({ code: "internal" });
    }
  });

  it("passes progress on and cancels", async () => {
    const { remote } = build();
    const abort = new AbortController();
    const phases: string[] = [];
    const waiting = remote.wait("listening", {
      signal: abort.signal,
      report: (phase) => {
        phases.push(phase);
        abort.abort();
      },
    });
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    expect(phases).toEqual(["listening"]);
  });

  it("rejects what waits when it is closed", async () => {
    const { remote, close } = build();
    const waiting = remote.wait("for ever");
    close(new AppError("connection-lost"));
    await expect(waiting).rejects.toMatchObject({ code: "connection-lost" });
  });

  it("rejects what is asked after it was closed, instead of waiting for ever", async () => {
    const { remote, close } = build();
    close(new AppError("connection-lost"));
    await expect(remote.add({ a: 1, b: 2 })).rejects.toMatchObject({ code: "connection-lost" });
  });
});

describe("a thread", () => {
  const script = (body: string) =>
    new URL(
      `data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${body}`)}`,
    );

  it("ends by itself between two of its tasks", async () => {
    const worker = new Worker(
      script(`parentPort.on("message", (frame) => frame.kind === "end" && process.exit(7));`),
    );
    const exit = once(worker, "exit");
    await endWorker(worker);
    expect(await exit).toEqual([7]);
    await endWorker(worker);
  });

  it("is ended by force if it comes to no end", async () => {
    const worker = new Worker(script(`parentPort.on("message", () => {}); parentPort.postMessage("here");`));
    // One that has not begun yet comes to its end by itself.
    await once(worker, "message");
    const exit = once(worker, "exit");
    await endWorker(worker, 50);
    expect(await exit).toEqual([1]);
  });
});
