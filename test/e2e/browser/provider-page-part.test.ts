// The frame around a provider's page: where it lets the page lie, what its address bar says, what it asks the user.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CallName } from "../../../shared/ipc/contract.ts";
import type { PageView } from "../../../shared/models/provider-page.ts";
import { type PartPage, startPartPage } from "../../support/part-page.ts";

const view: PageView = {
  open: true,
  accountId: "account-1",
  address: {
    domain: "mail.com",
    host: "account.mail.com",
    asciiHost: "account.mail.com",
    path: "/security",
  },
  secure: true,
  loading: false,
  canGoBack: false,
  canGoForward: false,
  title: "Security",
};
const code = `
  import { createRoot } from "react-dom/client";
  import "/renderer/styles/tokens.css";
  import "/renderer/styles/base.css";
  import { ProviderPage } from "/renderer/parts/provider-page/provider-page.tsx";
  import { showToast, Toasts } from "/renderer/parts/toast.tsx";
  import { TooltipProvider } from "/renderer/parts/tooltip.tsx";
  const root = createRoot(document.getElementById("root"));
  window.files = [];
  window.toast = (text) => showToast({ text });
  window.leave = () => root.unmount();
  root.render(
    <TooltipProvider>
      <div style={{ height: "100%" }}>
        <ProviderPage accountId="account-1" link="security" onCodes={() => undefined} onFile={(id) => window.files.push(id)} />
      </div>
      <Toasts />
    </TooltipProvider>,
  );
`;

interface PartWindow {
  readonly files: string[];
  toast(text: string): void;
  leave(): void;
}

let part: PartPage;
beforeAll(async () => {
  part = await startPartPage(code, { "page.open": view });
});
afterAll(() => part?.close());

beforeEach(async () => {
  await part.page.setViewportSize({ width: 1_000, height: 700 });
  await part.page.reload();
  await part.page.getByRole("toolbar", { name: "Address of the page" }).waitFor();
});

const last = async (name: CallName) =>
  (await part.calls()).filter((made) => made.name === name).at(-1)?.input;
const holder = async () => {
  const box = await part.page.locator('[class*="holder"]').boundingBox();
  return { x: box?.x, y: box?.y, width: box?.width, height: box?.height };
};

describe("a provider's page", () => {
  test("lies where there is room for it, and moves with it", async () => {
    expect(await last("page.open")).toEqual({ accountId: "account-1", link: "security" });
    await expect.poll(() => last("page.place")).toEqual(await holder());
    await part.page.setViewportSize({ width: 700, height: 500 });
    await expect
      .poll(async () => JSON.stringify(await last("page.place")))
      .toBe(JSON.stringify(await holder()));
  });

  test("gives way to dialogs, and ends above what is said at the lower edge", async () => {
    await part.page.evaluate(() => {
      const dialog = document.createElement("div");
      dialog.setAttribute("role", "dialog");
      document.body.append(dialog);
    });
    await expect.poll(() => last("page.place")).toBe("hidden");
    await part.page.getByText("hidden while a window of Gatepost").waitFor();
    await part.page.evaluate(() => document.querySelector("[role=dialog]")?.remove());
    await expect.poll(() => last("page.place")).toEqual(await holder());
    await part.page.evaluate(() => (window as unknown as PartWindow).toast("Copied."));
    const toast = await part.page.getByRole("status").filter({ hasText: "Copied." }).boundingBox();
    const bottom = async () => {
      const place = (await last("page.place")) as { readonly y: number; readonly height: number };
      return place.y + place.height;
    };
    await expect.poll(bottom).toBeLessThan(toast?.y ?? 0);
  });

  test("says what part of the name is owned, and how it is written on the wire", async () => {
    const bar = part.page.getByRole("toolbar", { name: "Address of the page" });
    expect(await bar.locator("strong").textContent()).toBe("mail.com");
    expect(await bar.textContent()).toContain("account.mail.com/security");
    await bar.getByRole("img", { name: "Encrypted, and the certificate is valid" }).waitFor();
    const foreign = { domain: "bücher.example", host: "bücher.example", asciiHost: "xn--bcher-kva.example" };
    await part.tell("page.changed", { ...view, address: { ...foreign, port: 8443, path: "" } });
    await bar.getByText("also written xn--bcher-kva.example").waitFor();
    expect(await bar.textContent()).toContain("bücher.example:8443");
    await part.tell("page.changed", { ...view, secure: false, address: undefined });
    await bar.getByRole("img", { name: "Not connected" }).waitFor();
    expect(await bar.textContent()).toContain("An empty page");
  });

  test("shows the owned end of a name that is too long for the bar, whole and uncovered", async () => {
    const before = "login.account.security.mail.com.of-somebody-else.".repeat(4);
    for (const [domain, ascii] of [
      ["bücher.example", "xn--bcher-kva.example"],
      ["books.example", "books.example"],
    ]) {
      const address = {
        domain,
        host: before + domain,
        asciiHost: before + ascii,
        path: "/security".repeat(6),
      };
      await part.tell("page.changed", { ...view, address } as PageView);
      const owned = part.page.getByRole("toolbar").locator("strong");
      await expect.poll(() => owned.textContent()).toBe(domain);
      const seen = await owned.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const at = (x: number) => document.elementFromPoint(x, (top + bottom) / 2) === element;
        return at(left + 2) && at((left + right) / 2) && at(right - 2);
      });
      expect(seen, domain).toBe(true);
    }
  });

  test("asks before anything is opened elsewhere or taken over", async () => {
    const blocked = {
      why: "other-site",
      host: "mial.com",
      asciiHost: "xn--mil-6cd.com",
      canOpenOutside: true,
    } as const;
    await part.tell("page.changed", { ...view, blocked });
    await part.page.getByText("which is not this provider’s").waitFor();
    await part.page.getByText("on the network it is xn--mil-6cd.com").waitFor();
    expect((await part.calls()).map(({ name }) => name)).not.toContain("page.openBlocked");
    await part.page.getByRole("button", { name: "Open it in my own browser" }).click();
    await expect.poll(async () => (await part.calls()).map(({ name }) => name)).toContain("page.openBlocked");

    await part.tell("page.changed", { ...view, download: { id: "file-1", name: "key.pdf", size: 12_000 } });
    await part.page.getByText("The page offers a PDF: key.pdf (12 kB).").waitFor();
    await part.page.getByRole("button", { name: "Take it into Gatepost" }).click();
    await expect.poll(() => last("page.takeDownload")).toEqual({ downloadId: "file-1" });
    const files = () => part.page.evaluate(() => (window as unknown as PartWindow).files);
    await expect.poll(files).toEqual(["file-1"]);
  });

  test("that cannot be shown says why in its place, and is loaded again when wanted", async () => {
    const problem = { code: "page-certificate-untrusted" as const, detail: { host: "account.mail.com" } };
    await part.tell("page.changed", { ...view, secure: false, problem });
    await part.page.getByText("The identity of account.mail.com could not be verified").waitFor();
    await expect.poll(() => last("page.place")).toBe("hidden");
    expect(await part.page.getByRole("button", { name: "Read the QR code on this page" }).isDisabled()).toBe(
      true,
    );
    await part.page.getByRole("alert").getByRole("button", { name: "Reload the page" }).click();
    await expect.poll(() => last("page.go")).toEqual({ to: "reload" });
  });

  test("gets the keyboard with F6, and is closed when its screen is left", async () => {
    await part.page.keyboard.press("F6");
    await expect.poll(async () => (await part.calls()).map(({ name }) => name)).toContain("page.focus");
    await part.page.evaluate(() => (window as unknown as PartWindow).leave());
    const names = async () => (await part.calls()).map(({ name }) => name);
    await expect.poll(names).toContain("page.close");
    expect(await last("page.place")).toBe("hidden");
  });
});
