import { expect, it } from "vitest";
import { mayShowScreen, type ShowRequest } from "../../../electron/shell/portal/portal-rules.ts";

const asked: ShowRequest = { ours: true, permission: "media", media: [], mainFrame: true };

it("lets the one page that asks the desktop have what it shows, by either name", () => {
  expect(mayShowScreen(asked)).toBe(true);
  expect(mayShowScreen({ ...asked, permission: "display-capture" })).toBe(true);
});

it.each([
  { ours: false },
  { mainFrame: false },
  { media: ["video"] },
  { media: ["audio"] },
  { permission: "geolocation" },
  { permission: "clipboard-read" },
])("gives nothing else: %j", (other) => {
  expect(mayShowScreen({ ...asked, ...other })).toBe(false);
});
