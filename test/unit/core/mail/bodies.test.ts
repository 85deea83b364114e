import { beforeEach, expect, test } from "vitest";
import { type BodyParts, createBodies } from "../../../../electron/core/mail/bodies.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

let time: number;
let online: boolean;
let fetches: number;
let told: number[];
let size: number;

/** One message whose server hangs up whenever it is asked for it. */
function build() {
  return createBodies({
    db: { copied: (work: () => unknown) => work() },
    bodies: { get: () => undefined, source: () => undefined },
    messages: {
      get: () => ({
        accountId: "ann",
        folderId: 3,
        serverFolderId: 3,
        size,
        row: {},
        cc: [],
        bcc: [],
        replyTo: [],
      }),
    },
    folders: {},
    session: () => ({
      online,
      queue: {
        add: async () => {
          fetches++;
          throw new AppError("connection-lost");
        },
      },
      broken: () => {},
    }),
    changed: (_folderId: number, messageId: number) => void told.push(messageId),
    wantSync: () => {},
    now: () => time,
  } as unknown as BodyParts);
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  time = 1_000_000;
  online = true;
  fetches = 0;
  told = [];
  size = 9;
});

test("what was asked for without a connection is told of when the connection is there", () => {
  const bodies = build();
  online = false;
  expect(bodies.open(7).body).toEqual({ state: "not-here" });
  bodies.online("bob");
  expect(told).toEqual([]);
  bodies.online("ann");
  expect(told).toEqual([7]);
  bodies.online("ann");
  expect(told).toEqual([7]);
});

test("a message that makes the server hang up is asked for again once, then ever more rarely", async () => {
  const bodies = build();
  const openAndTell = async () => {
    bodies.open(7);
    await settle();
    expect(bodies.open(7).body).toEqual({ state: "not-here" });
    told = [];
    bodies.online("ann");
    return told;
  };
  expect(await openAndTell()).toEqual([7]);
  expect(await openAndTell()).toEqual([]);
  expect(fetches).toBe(2);
  time += 19_000;
  expect(await openAndTell()).toEqual([]);
  expect(fetches).toBe(2);
  time += 2_000;
  await openAndTell();
  expect(fetches).toBe(3);
});

test("an attachment of a message too long to be fetched whole is refused, not cut", async () => {
  size = 60 * 1024 * 1024 + 1;
  await expect(build().attachment(7, 0)).rejects.toMatchObject({ code: "too-large", detail: { size } });
  expect(fetches).toBe(0);
});
