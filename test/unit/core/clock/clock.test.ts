import { describe, expect, it } from "vitest";
import { createClockWatch } from "../../../../electron/core/clock/clock.ts";
import type { ClockSample } from "../../../../electron/core/clock/clock-offset.ts";
import { askDates } from "../../../../electron/core/clock/https-dates.ts";

function watch(start: { samples?: readonly ClockSample[]; agreed?: boolean } = {}) {
  const world = { samples: start.samples ?? [], agreed: start.agreed ?? false, asked: 0, changes: 0 };
  const clock = createClockWatch({
    hosts: async () => ["a.test", "b.test"],
    ask: async () => {
      world.asked++;
      return world.samples;
    },
    agreed: async () => world.agreed,
    changed: () => world.changes++,
    now: () => 1_000,
  });
  return { clock, world };
}

const at = (offset: number, source: string): ClockSample => ({
  source,
  low: offset - 200,
  high: offset + 200,
});

describe("the watch on the clock", () => {
  it("knows nothing before it has asked, and nothing from a single server", async () => {
    const { clock, world } = watch({ samples: [at(60_000, "a")], agreed: true });
    expect(await clock.view()).toEqual({ sources: 0, wrong: false, corrected: false });
    expect(await clock.measure()).toEqual({ sources: 0, measuredAt: 1_000, wrong: false, corrected: false });
    expect(await clock.correction()).toBe(0);
    expect(world.changes).toBe(1);
  });

  it("corrects nothing before the user has agreed, and everything after", async () => {
    const { clock, world } = watch({ samples: [at(42_000, "a"), at(42_100, "b")] });
    expect(await clock.measure()).toMatchObject({ wrong: true, corrected: false, sources: 2 });
    expect(await clock.correction()).toBe(0);
    world.agreed = true;
    expect(await clock.correction()).toBe(42_050);
    expect((await clock.view()).corrected).toBe(true);
  });

  it("leaves a clock alone that is right within five seconds", async () => {
    const { clock } = watch({ samples: [at(5_100, "a"), at(5_100, "b")], agreed: true });
    expect(await clock.measure()).toMatchObject({ wrong: false, corrected: false });
    expect(await clock.correction()).toBe(0);
  });

  it("asks once for two questions at once, and forgets nothing when nobody answers", async () => {
    const { clock, world } = watch({ samples: [at(42_000, "a"), at(42_000, "b")] });
    await Promise.all([clock.measure(), clock.measure()]);
    expect(world.asked).toBe(1);
    world.samples = [];
    expect(await clock.measure()).toMatchObject({ wrong: true, offset: 42_000 });
  });
});

describe("the dates of web servers", () => {
  const signal = new AbortController().signal;

  it("come from the Date field, and hosts without one tell nothing", async () => {
    const asked: string[] = [];
    const fetch = async (url: string, init: RequestInit) => {
      asked.push(`${init.method} ${url} ${init.credentials} ${init.redirect}`);
      if (url.includes("dead")) throw new TypeError("fetch failed");
      const date = url.includes("none") ? {} : { date: new Date(100_000_000).toUTCString() };
      return new Response(null, { headers: url.includes("cache") ? { ...date, age: "20" } : date });
    };
    const hosts = ["good.test", "dead.test", "none.test", "cache.test"];
    const samples = await askDates(hosts, { fetch, now: () => 100_000_400, signal });
    expect(new Set(samples.map(({ source }) => source))).toEqual(new Set(["good.test"]));
    expect(samples).toHaveLength(3);
    expect(samples[0]).toEqual({ source: "good.test", low: -400, high: 600 });
    expect(asked[0]).toBe("HEAD https://good.test/ omit manual");
  });

  it("stop when they are told to", async () => {
    const stop = new AbortController();
    const fetch = async () => {
      stop.abort();
      return new Response(null, { headers: { date: new Date(0).toUTCString() } });
    };
    expect(await askDates(["a.test"], { fetch, now: () => 0, signal: stop.signal })).toHaveLength(1);
  });
});
