import { beforeEach, describe, expect, it } from "vitest";
import { createKeptNotes, type KeptNotesBook } from "../../../../electron/core/kept/kept-notes.ts";
import { type MemoryRecords, memoryRecords } from "../../../support/memory-records.ts";

let time: number;
let records: MemoryRecords;
let notes: KeptNotesBook;
beforeEach(() => {
  time = 1_000;
  records = memoryRecords();
  let ids = 0;
  notes = createKeptNotes({ records, now: () => time, newId: () => `id${++ids}` });
});

const ann = async () => (await notes.overview(["ann"])).accounts[0];

describe("application passwords", () => {
  it("are noted with their date when one has signed in; the newest is in use", async () => {
    await notes.signedInWithAppPassword("ann");
    time = 2_000;
    await notes.signedInWithAppPassword("ann");
    expect((await ann())?.appPasswords).toEqual([
      { id: "id1", name: "", addedAt: 1_000, inUse: false },
      { id: "id2", name: "", addedAt: 2_000, inUse: true },
    ]);
    await notes.signedInOtherwise("ann");
    expect((await ann())?.appPasswords.some(({ inUse }) => inUse)).toBe(false);
  });

  it("are renamed, marked as revoked, and marked as not", async () => {
    await notes.signedInWithAppPassword("ann");
    await notes.rename("ann", "id1", "  Gatepost at home ");
    time = 5_000;
    await notes.markRevoked("ann", "id1", true);
    expect((await ann())?.appPasswords).toMatchObject([{ name: "Gatepost at home", revokedAt: 5_000 }]);
    await notes.markRevoked("ann", "id1", false);
    expect((await ann())?.appPasswords[0]).not.toHaveProperty("revokedAt");
    await expect(notes.rename("ann", "other", "x")).rejects.toMatchObject({ code: "not-found" });
    await expect(notes.markRevoked("bob", "id1", true)).rejects.toMatchObject({ code: "not-found" });
  });

  it("lose nothing when two changes meet", async () => {
    await notes.signedInWithAppPassword("ann");
    await Promise.all([
      notes.signedInWithAppPassword("ann"),
      notes.savePhone("ann", "+49 151 1"),
      notes.rename("ann", "id1", "First"),
    ]);
    expect(await ann()).toMatchObject({ recoveryPhone: "+49 151 1", appPasswords: [{ name: "First" }, {}] });
  });
});

it("keeps the recovery phone as a note, and takes an empty one away", async () => {
  await notes.savePhone("ann", " +49 151 00000042 ");
  expect((await ann())?.recoveryPhone).toBe("+49 151 00000042");
  await notes.savePhone("ann", "  ");
  expect(await ann()).not.toHaveProperty("recoveryPhone");
});

it("tells of the last backup only if there was one", async () => {
  expect(await notes.overview([])).toEqual({ accounts: [] });
  await records.put("backup", "last", { lastAt: 42 });
  expect(await notes.overview([])).toEqual({ accounts: [], lastBackupAt: 42 });
});
