import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  createProviderPages,
  type PageTarget,
} from "../../../../electron/core/provider-page/provider-pages.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import type { PageView } from "../../../../shared/models/provider-page.ts";
import { nodePlatform } from "../../../support/node-platform.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const target: PageTarget = {
  accountId: "account-1",
  address: "https://mail.com/security",
  ground: { domains: ["mail.com"] },
  practice: undefined,
};
const loaded = {
  loading: false,
  canGoBack: false,
  canGoForward: false,
  title: "",
  problem: undefined,
};
const pdf = () => new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d]);

function build() {
  const platform = nodePlatform({ dataFolder: "/nowhere" });
  const told: PageView[] = [];
  const rests: number[] = [];
  let lastId = 0;
  const pages = createProviderPages({
    platform,
    tell: (view) => told.push(view),
    rested: () => void rests.push(Date.now()),
    newId: () => `id-${++lastId}`,
  });
  const page = () => {
    if (!platform.providerPage) throw new Error("no page is open");
    return platform.providerPage;
  };
  return { platform, pages, told, rests, page };
}

describe("the provider's page", () => {
  it("is opened where the core says, and tells where it is", async () => {
    const { pages, page } = build();
    expect(pages.view()).toMatchObject({ open: false });
    const view = await pages.open(target);
    expect(page().loaded).toEqual([target.address]);
    expect(view).toMatchObject({ open: true, accountId: "account-1", secure: true });
    expect(view.address).toMatchObject({ domain: "mail.com", path: "/security" });
    expect(page().options.judge("https://account.mail.com/")).toBe("show");
    expect(page().options.judge("https://evil.example/")).toBe("other-site");
  });

  it("keeps its login for another page of the same account, and is a new one for another account", async () => {
    const { pages, page } = build();
    await pages.open(target);
    const first = page();
    await pages.open({ ...target, address: "https://mail.com/passwords" });
    expect(page()).toBe(first);
    expect(first.loaded).toEqual([target.address, "https://mail.com/passwords"]);
    await pages.open({ ...target, accountId: "account-2" });
    expect(page()).not.toBe(first);
    first.options.changed({ ...loaded, address: "https://evil.example/" });
    expect(pages.view()).toMatchObject({ accountId: "account-2", address: { domain: "mail.com" } });
  });

  it("set aside, is hidden with its login until its steps are gone on with", async () => {
    const { pages, page, platform } = build();
    await pages.open(target);
    const first = page();
    const place = { x: 0, y: 0, width: 400, height: 300 };
    pages.place(place);
    pages.setAside();
    expect(first.place).toBe("hidden");
    // What was drawn beside it goes away, and says so.
    pages.place(place);
    await pages.leave();
    expect(first.place).toBe("hidden");
    expect(platform.providerPage).toBe(first);
    await pages.open(target);
    expect(first.loaded).toEqual([target.address]);
    pages.place(place);
    expect(first.place).toEqual(place);
    await pages.leave();
    expect(platform.providerPage).toBeUndefined();
    await pages.open(target);
    pages.setAside();
    await pages.close();
    expect(platform.providerPage).toBeUndefined();
  });

  it("is never opened at an address off the provider's ground", async () => {
    const { pages, platform } = build();
    const elsewhere = { ...target, address: "https://evil.example/" };
    await expect(pages.open(elsewhere)).rejects.toMatchObject({ code: "not-found" });
    expect(platform.providerPage).toBeUndefined();
  });

  it("tells when it has come to rest: after it was loaded, and after somebody has touched it", async () => {
    const { pages, page, rests } = build();
    await pages.open(target);
    page().options.changed({ ...loaded, address: target.address, loading: true });
    vi.advanceTimersByTime(5_000);
    expect(rests).toHaveLength(0);
    page().options.changed({ ...loaded, address: target.address });
    page().options.touched();
    vi.advanceTimersByTime(500);
    page().options.touched();
    vi.advanceTimersByTime(500);
    expect(rests).toHaveLength(0);
    vi.advanceTimersByTime(200);
    expect(rests).toHaveLength(1);
    page().options.touched();
    await pages.close();
    vi.advanceTimersByTime(5_000);
    expect(rests).toHaveLength(1);
  });

  it("tells at most ten times a second, and of the end of it always", async () => {
    const { pages, page, told } = build();
    await pages.open(target);
    for (let step = 0; step < 1_000; step++)
      page().options.changed({ ...loaded, address: `https://mail.com/${step}` });
    expect(told).toHaveLength(0);
    vi.advanceTimersByTime(100);
    expect(told).toHaveLength(1);
    expect(told[0]?.address?.path).toBe("/999");
    await pages.close();
    vi.advanceTimersByTime(100);
    expect(told.at(-1)).toMatchObject({ open: false, title: "" });
  });

  it("says what was refused until it is elsewhere, and opens it outside only when asked to", async () => {
    const { pages, page, platform } = build();
    await pages.open(target);
    page().options.blocked("other-site", "https://xn--mil-6cd.com/x");
    expect(pages.view().blocked).toMatchObject({
      why: "other-site",
      asciiHost: "xn--mil-6cd.com",
      canOpenOutside: true,
    });
    expect(platform.openedAddresses).toEqual([]);
    await pages.openBlocked();
    expect(platform.openedAddresses).toEqual(["https://xn--mil-6cd.com/x"]);
    await expect(pages.openBlocked()).rejects.toMatchObject({ code: "not-found" });

    page().options.blocked("other-kind", "steam://run/1");
    expect(pages.view().blocked?.canOpenOutside).toBe(false);
    await expect(pages.openBlocked()).rejects.toMatchObject({ code: "not-found" });
    page().options.changed({ ...loaded, address: "https://mail.com/next" });
    expect(pages.view().blocked).toBeUndefined();
    expect(platform.openedAddresses).toHaveLength(1);
  });

  it("is opened in the user's own browser at the address it began with, not where it is", async () => {
    const { pages, page, platform } = build();
    await pages.open(target);
    page().options.changed({ ...loaded, address: "https://mail.com/?session=secret" });
    await pages.openOutside();
    expect(platform.openedAddresses).toEqual([target.address]);
  });

  it("is not called secure while there is a problem", async () => {
    const { pages, page } = build();
    await pages.open(target);
    const problem = new AppError("page-certificate-untrusted", { host: "mail.com" });
    page().options.changed({ ...loaded, address: "https://mail.com/", problem });
    expect(pages.view()).toMatchObject({ secure: false, problem: { code: "page-certificate-untrusted" } });
  });

  it("goes with our window, and says so", async () => {
    const { pages, page } = build();
    await pages.open(target);
    page().options.gone();
    expect(pages.view().open).toBe(false);
    expect(() => pages.go("back")).toThrow("not-found");
    expect(() => pages.place("hidden")).not.toThrow();
  });
});

describe("a PDF that the page offers", () => {
  const offer = async () => {
    const made = build();
    await made.pages.open(target);
    const bytes = pdf();
    made.page().options.offered({ name: "../secret key.pdf", bytes });
    const id = made.pages.view().download?.id ?? "";
    return { ...made, bytes, id };
  };

  it("is shown by a harmless name and reaches nobody before it is taken", async () => {
    const { pages, id } = await offer();
    expect(pages.view().download).toEqual({ id, name: "_secret key.pdf", size: 5 });
    expect(() => pages.takenFile(id)).toThrow("not-found");
    pages.takeDownload(id);
    expect(pages.view().download).toBeUndefined();
    expect(pages.takenFile(id)).toEqual({ name: "_secret key.pdf", bytes: pdf() });
  });

  it("outlives the page when it was taken, and is overwritten in memory after ten minutes", async () => {
    const { pages, id, bytes } = await offer();
    pages.takeDownload(id);
    await pages.close();
    expect(pages.takenFile(id).bytes).toBe(bytes);
    vi.advanceTimersByTime(10 * 60_000);
    expect(() => pages.takenFile(id)).toThrow("not-found");
    expect([...bytes]).toEqual([0, 0, 0, 0, 0]);
  });

  it("is overwritten at once when it is refused, replaced, or left with the page", async () => {
    const refused = await offer();
    refused.pages.refuseDownload(refused.id);
    expect([...refused.bytes]).toEqual([0, 0, 0, 0, 0]);
    const replaced = await offer();
    replaced.page().options.offered({ name: "b.pdf", bytes: pdf() });
    expect([...replaced.bytes]).toEqual([0, 0, 0, 0, 0]);
    expect(() => replaced.pages.takeDownload(replaced.id)).toThrow("not-found");
    const left = await offer();
    await left.pages.close();
    expect([...left.bytes]).toEqual([0, 0, 0, 0, 0]);
  });
});
