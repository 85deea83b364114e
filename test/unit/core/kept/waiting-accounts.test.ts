import { describe, expect, it } from "vitest";
import { createWaitingAccounts } from "../../../../electron/core/kept/waiting-accounts.ts";
import { memoryRecords } from "../../../support/memory-records.ts";

describe("an address that something is kept for", () => {
  it("stands in the order of addresses, once, however it is written, until it is an account", async () => {
    let last = 0;
    // The later, the smaller: as the store lists by id, it lists them the other way round.
    const newId = () => `id-${100 - ++last}`;
    const waiting = createWaitingAccounts({ records: memoryRecords(), now: () => 0, newId });
    const ids = [];
    for (const address of ["ben@example.org", "Cleo@example.org", "ann@example.org"])
      ids.push(await waiting.begin(address));
    expect(await waiting.begin(" BEN@example.org ")).toBe(ids[0]);
    const addresses = async () => (await waiting.list()).map(({ address }) => address);
    expect(await addresses()).toEqual(["ann@example.org", "ben@example.org", "Cleo@example.org"]);
    await waiting.end(ids[0] ?? "");
    expect(await addresses()).toEqual(["ann@example.org", "Cleo@example.org"]);
  });
});
