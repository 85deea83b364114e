// The practice provider's real web pages inside Gatepost: signing in by typing into them, the QR code read from a
// picture of the page, the PDF that it offers, and nothing left of it when it is closed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PageWorld, pageInView, pageView, startPageWorld } from "../../support/page-world.ts";

let world: PageWorld;

beforeAll(async () => {
  world = await startPageWorld("mail-com");
}, 120_000);

afterAll(() => world?.stop());

const place = { x: 300, y: 120, width: 800, height: 600 };

test("its login page is shown where it was placed, and the bar knows where it is", async () => {
  const { app, accountId, practice } = world;
  await app.call("page.open", { accountId, link: "security" });
  await app.call("page.place", place);
  const view = await pageView(world, ({ loading, address }) => !loading && address !== undefined);
  expect(view).toMatchObject({
    open: true,
    accountId,
    secure: true,
    title: "Log in - Practice mail (practice)",
    address: {
      domain: "127.0.0.1",
      host: "127.0.0.1",
      asciiHost: "127.0.0.1",
      port: Number(new URL(practice.provider.web).port),
      path: "/security",
    },
  });
  expect(view.problem).toBeUndefined();
  const page = await pageInView(world);
  await page.getByRole("heading", { name: "Log in" }).waitFor();
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([place.width, place.height]);
});
