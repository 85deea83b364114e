import { expect, test } from "vitest";
import type { ImapConnection } from "../../../../electron/core/mail/imap.ts";
import { priority, WorkQueue } from "../../../../electron/core/mail/work-queue.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

const connection = {} as ImapConnection;
const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

test("what a person waits for goes first, one piece at a time, and long work is told to give way", async () => {
  const queue = new WorkQueue();
  queue.attach(connection);
  const order: string[] = [];
  let busy = 0;
  const piece = (name: string) => async () => {
    expect(++busy).toBe(1);
    await turn();
    order.push(name);
    busy--;
  };
  const long = queue.add(priority.background, async (_connection, control) => {
    expect(control.wanted()).toBe(false);
    await turn();
    expect(control.wanted()).toBe(true);
    order.push("long");
  });
  const rest = [
    queue.add(priority.background, piece("background")),
    queue.add(priority.sync, piece("sync")),
    queue.add(priority.person, piece("person 1")),
    queue.add(priority.person, piece("person 2")),
    queue.add(priority.actions, piece("actions")),
  ];
  await Promise.all([long, ...rest]);
  expect(order).toEqual(["long", "person 1", "person 2", "actions", "sync", "background"]);
});

test("without a connection work is refused with the reason, also what waited", async () => {
  const queue = new WorkQueue();
  await expect(queue.add(priority.sync, async () => 1)).rejects.toMatchObject({ code: "offline" });
  queue.attach(connection);
  let end = () => {};
  const running = queue.add(priority.sync, () => new Promise<void>((resolve) => (end = resolve)));
  const waiting = queue.add(priority.sync, async () => 2);
  queue.detach(new AppError("sign-in-needed"));
  await expect(waiting).rejects.toMatchObject({ code: "sign-in-needed" });
  end();
  await running;
  await expect(queue.add(priority.sync, async () => 3)).rejects.toMatchObject({ code: "sign-in-needed" });
  queue.attach(connection);
  await expect(queue.add(priority.sync, async () => 4)).resolves.toBe(4);
});

test("a failed piece does not stop the next one", async () => {
  const queue = new WorkQueue();
  queue.attach(connection);
  const failed = queue.add(priority.sync, async () => {
    throw new AppError("server-refused");
  });
  const next = queue.add(priority.sync, async () => "next");
  await expect(failed).rejects.toMatchObject({ code: "server-refused" });
  await expect(next).resolves.toBe("next");
});
