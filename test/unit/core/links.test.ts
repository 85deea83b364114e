import { describe, expect, it } from "vitest";
import { createEvents } from "../../../electron/core/events.ts";
import { createLinks } from "../../../electron/core/links.ts";
import type { AnyEvent } from "../../../shared/ipc/contract.ts";

function build() {
  const opened: string[] = [];
  const heard: AnyEvent[] = [];
  const events = createEvents();
  events.on((event) => heard.push(event));
  const links = createLinks(events, { openAddress: async (url) => void opened.push(url) });
  const token = () => (heard.at(-1) as unknown as { data: { linkToken: string } }).data.linkToken;
  return { links, opened, heard, token };
}

describe("links in messages", () => {
  it("are asked about first, with the true host, and opened once", async () => {
    const { links, opened, heard, token } = build();
    links.ask("https://user@xn--e1aybc.test:8443/path?q=1");
    expect(heard[0]).toMatchObject({ name: "links.asked", data: { host: "xn--e1aybc.test:8443" } });
    expect(opened).toEqual([]);
    await links.open(token());
    expect(opened).toEqual(["https://user@xn--e1aybc.test:8443/path?q=1"]);
    await expect(links.open(token())).rejects.toMatchObject({ code: "not-found" });
  });

  it.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "gatepost://app/",
    "smb://host/share",
    "not a url",
  ])("of another kind are dropped: %s", (address) => {
    const { links, heard } = build();
    links.ask(address);
    expect(heard).toEqual([]);
  });

  it("cannot be opened by a made-up token", async () => {
    await expect(build().links.open("x")).rejects.toMatchObject({ code: "not-found" });
  });
});
