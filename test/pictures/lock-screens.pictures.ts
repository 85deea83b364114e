// The lock of the authenticator and the backups, in every state: photographed to be looked through.
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { writeBackup } from "../../electron/core/exporters/backup-content.ts";
import { Secret } from "../../electron/core/secret.ts";
import { memoryKeychain } from "../support/memory-keychain.ts";
import { patient, setStage } from "./stage.ts";

const stage = setStage();
const { open, shoot, button, room, answer, pretend, closing } = stage;

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const passphrase = "kettle window lamp river stone";
const backupPassphrase = "of the backup only";
const names = [
  ["Bookshop on the Corner", "ada.sommer"],
  ["Savings Bank of the Northern and the Southern Counties", "a.rather.long.name@a-long-domain.example"],
  ["Town Library", "reader 20418"],
] as const;
const text = (page: Page, said: string | RegExp) => page.getByText(said).first().waitFor(patient);
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function addCodes(): Promise<void> {
  for (const [issuer, account] of names) {
    const label = encodeURIComponent(`${issuer}:${account}`);
    const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
    await answer("codes.addLink", { link: `otpauth://totp/${label}?${query}` });
  }
}

async function ended(name: string, input?: unknown): Promise<void> {
  const { jobId } = await answer<{ jobId: string }>(name, input);
  const state = async () => (await answer<{ state: string }>("jobs.get", { jobId })).state;
  await expect.poll(state, patient).toBe("done");
}

/** A backup of the first two codes, of an account that is not here, and of a code that lacks its PIN. */
async function backupFile(): Promise<string> {
  const path = join(stage.folder, "backup.age");
  stage.app.platform.savePaths.push(path);
  await ended("export.save", { format: "gatepost", passphrase: backupPassphrase });
  return path;
}

it("shows the lock", async () => {
  const keychain = memoryKeychain();
  const page = await open({ keychain });
  await addCodes();
  await room("Settings");
  await button("Turn on the lock").scrollIntoViewIfNeeded();
  await shoot("lock-settings-off");
  await button("Turn on the lock").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("There is no backup yet.").waitFor();
  await shoot("lock-turn-on");
  await dialog.getByRole("checkbox").check();
  await field(page, "New passphrase").fill("gatepost1");
  await field(page, "Repeat the passphrase").fill("other");
  await dialog.getByRole("button", { name: "Turn on the lock" }).click();
  await shoot("lock-turn-on-wrong");
  await field(page, "New passphrase").fill(passphrase);
  await field(page, "Repeat the passphrase").fill(passphrase);
  const { write } = keychain;
  let goOn: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  keychain.write = async (name, value) => {
    if (name.startsWith("code/")) await slow;
    await write(name, value);
  };
  await dialog.getByRole("button", { name: "Turn on the lock" }).click();
  await text(page, "Sealing the secrets: 0 of 3");
  await shoot("lock-sealing");
  await button("Go on in the background").click();
  await shoot("lock-sealing-settings");
  goOn();
  keychain.write = write;
  await text(page, "The lock is on. From now on");
  await shoot("lock-settings-on");
  await button("Change passphrase").click();
  await field(page, "Present passphrase").fill("wrong one");
  await field(page, "New passphrase").fill(passphrase);
  await field(page, "Repeat the passphrase").fill(passphrase);
  await page.keyboard.press("Enter");
  await text(page, "That is not the passphrase of the lock.");
  await shoot("lock-change-wrong");
  await page.keyboard.press("Escape");
  await button("Turn off the lock").click();
  await field(page, "Present passphrase").waitFor();
  await shoot("lock-turn-off");
  await page.keyboard.press("Escape");
  await room("Authenticator");
  await button("Edit").first().click();
  await button("Show as QR code").click();
  await field(page, "Passphrase of the lock").waitFor();
  await shoot("lock-confirm");
  await page.keyboard.press("Escape");
  await answer("lock.lock");
  await text(page, "The authenticator is locked");
  await shoot("lock-locked");
  for (const wrong of ["wrong two", "wrong three"]) {
    await field(page, "Passphrase").fill(wrong);
    await page.keyboard.press("Enter");
    await text(page, "That is not the passphrase of the lock.");
  }
  await text(page, /You can try again in/);
  await shoot("lock-waiting");
  await room("Settings");
  await button("Unlock").scrollIntoViewIfNeeded();
  await shoot("lock-settings-locked");
});

it("shows a lock that nobody can open", async () => {
  const page = await open();
  await addCodes();
  const file = await backupFile();
  await answer("codes.addLink", { link: `otpauth://totp/Later:ann?secret=${secret}&issuer=Later` });
  await ended("lock.turnOn", { passphrase });
  await answer("lock.lock");
  await room("Authenticator");
  for (const unfinished of ["turning-on", "turning-off"]) {
    await pretend("lock.get", (view: object) => ({ ...view, unfinished }));
    await page.reload();
    await room("Authenticator");
    await text(page, /was interrupted/);
    await shoot(`lock-unfinished-${unfinished}`);
    await page.unroute("**/call/lock.get");
  }
  for (const trouble of ["gone", "changed", "damaged", "newer"]) {
    await pretend("lock.get", (view: object) => ({ ...view, state: "broken", trouble }));
    await page.reload();
    await room("Authenticator");
    await button("Try again").waitFor();
    await shoot(`lock-broken-${trouble}`);
    if (trouble === "gone") {
      await room("Settings");
      await button("Open the authenticator").scrollIntoViewIfNeeded();
      await shoot("lock-broken-settings");
      await room("Authenticator");
      await button("Restore from a backup").click();
      await page.getByRole("dialog").waitFor();
      await shoot("lock-broken-restore");
    }
    await page.unroute("**/call/lock.get");
  }
  await page.reload();
  await room("Authenticator");
  await button("Forgotten the passphrase?").click();
  await page.getByRole("dialog").waitFor();
  await shoot("lock-forgotten");
  await button("I have no backup").click();
  await page.getByRole("checkbox").waitFor();
  await shoot("lock-forgotten-without");
  await page.keyboard.press("Escape");
  await button("Forgotten the passphrase?").click();
  stage.app.platform.files.push([file]);
  await button("Choose a backup").click();
  await field(page, "Passphrase of the backup").waitFor();
  await shoot("lock-forgotten-passphrase");
  await field(page, "Passphrase of the backup").fill("wrong");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor(patient);
  await shoot("lock-forgotten-wrong");
  await field(page, "Passphrase of the backup").fill(backupPassphrase);
  await page.keyboard.press("Enter");
  await text(page, "3 entries of your list are in this backup");
  await page.getByRole("checkbox", { name: /cannot be brought back/ }).check();
  await shoot("lock-forgotten-compared");
  await button("Remove what is sealed and restore").click();
  await text(page, "The lock is off, and 3 codes are back.");
  await shoot("lock-forgotten-restored");
});

it("shows a forgotten passphrase with much in the backup", async () => {
  const page = await open();
  await addCodes();
  for (let index = 0; index < 14; index += 1) {
    const link = `otpauth://totp/Shop%20${index}:ann?secret=${secret}&issuer=Shop%20${index}`;
    await answer("codes.addLink", { link });
  }
  await ended("lock.turnOn", { passphrase });
  await answer("lock.lock");
  await room("Authenticator");
  const kept = ["ada@mail.example", "a.rather.long.name.of.somebody@a-long-domain.example"].map(
    (address) => ({
      address,
      backupCodes: [{ code: new Secret("1111-2222"), used: false }],
      secretKey: new Secret("AAAA"),
    }),
  );
  const file = join(stage.folder, "much.json");
  await writeFile(file, writeBackup([], kept, 1_000));
  stage.app.platform.files.push([file]);
  await button("Forgotten the passphrase?").click();
  await button("Choose a backup").click();
  await text(page, "None of the entries in your list");
  await shoot("lock-forgotten-much");
  await page.keyboard.press("Escape");
  const rows = ["Bank:ann", "Shop:ann"].map(
    (label) => `otpauth://yaotp/${label}?secret=${secret}&issuer=${label.split(":")[0]}`,
  );
  const pins = join(stage.folder, "pins.txt");
  await writeFile(pins, rows.join("\n"));
  stage.app.platform.files.push([pins]);
  await button("Forgotten the passphrase?").click();
  await button("Choose a backup").click();
  await field(page, "PIN of Bank, ann").waitFor(patient);
  await shoot("lock-forgotten-pins");
});

it("shows backups", async () => {
  const page = await open();
  await addCodes();
  await room("Authenticator");
  await text(page, "Your codes are on this computer only.");
  await shoot("backup-reminder");
  await room("Settings");
  await button("Open backups").click();
  await field(page, "Passphrase for backups").waitFor();
  await shoot("backup-off");
  const folder = await mkdtemp(join(tmpdir(), "gp-screens-backups-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  closing.push(() => rm(`${folder}-away`, { recursive: true, force: true }));
  stage.app.platform.folders.push(folder);
  await field(page, "Passphrase for backups").fill("short");
  await button("Choose a folder and begin").click();
  await shoot("backup-set-up-wrong");
  await field(page, "Passphrase for backups").fill(backupPassphrase);
  await field(page, "Repeat the passphrase").fill(backupPassphrase);
  await button("Choose a folder and begin").click();
  await button("Back up now").waitFor(patient);
  await shoot("backup-on");
  await page.getByRole("checkbox", { name: /^I understand that whoever has this paper/ }).check();
  await button("Print…").scrollIntoViewIfNeeded();
  await shoot("backup-paper");
  await button("Print…").click();
  await text(page, "The sheet is made.");
  const [entry] = await answer<readonly { id: string }[]>("codes.list");
  await answer("codes.remove", { codeId: entry?.id });
  await page
    .getByRole("button", { name: /^Restore the backup|^Restore/ })
    .first()
    .click();
  await field(page, "Passphrase of the file").fill(backupPassphrase);
  await shoot("backup-restore-passphrase");
  await button("Open").click();
  await text(page, "One code will be added");
  await shoot("backup-restore-preview");
  await page.keyboard.press("Escape");
  await button("Change passphrase").click();
  await page.getByRole("dialog").waitFor();
  await shoot("backup-change-passphrase");
  await page.keyboard.press("Escape");
  await button("Turn off").click();
  await page.getByRole("alertdialog").waitFor();
  await shoot("backup-turn-off");
  await page.keyboard.press("Escape");
  await rename(folder, `${folder}-away`);
  await button("Back up now").click();
  await text(page, "The folder of your backups is not there.");
  await shoot("backup-folder-gone");
  await room("Authenticator");
  await text(page, "The folder of your backups is not there.");
  await shoot("backup-failing");
});

it("shows what is restored for accounts that are not here", async () => {
  const page = await open();
  const codes = ["4711-0815", "1234-5678"].map((code, index) => ({
    code: new Secret(code),
    used: index === 1,
  }));
  const kept = [
    { address: "ada@mail.example", backupCodes: codes, notes: { recoveryPhone: "+49 170 1234567" } },
    { address: "bruno@post.example", backupCodes: [], secretKey: new Secret("ABCDE-FGHIJ-KLMNO") },
  ];
  const file = join(stage.folder, "kept.json");
  await writeFile(file, writeBackup([], kept, 1_000));
  stage.app.platform.files.push([file]);
  await room("Settings");
  await button("Open backups").click();
  await button("Choose a backup file").click();
  await text(page, "Drop the backup file here");
  await shoot("restore-choose");
  await page.getByRole("dialog").getByRole("button", { name: "Choose a file" }).click();
  await text(page, /is not in Gatepost yet/);
  await button("Show what is in the file").first().click();
  await shoot("restore-waiting");
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await text(page, "of 2 accounts came back");
  await room("Settings");
  await button("Open the security overview").click();
  await button("Show the backup codes").click();
  await text(page, "4711-0815");
  await shoot("security-waiting");
});

it("shows the sheet with all codes", async () => {
  const page = await open();
  await addCodes();
  await room("Settings");
  await button("Open backups").click();
  await page.getByRole("checkbox", { name: /^I understand that whoever has this paper/ }).check();
  await button("Print…").click();
  await text(page, "The sheet is made.");
  // Our own page takes no text as markup.
  const paper = await page.context().browser()?.newPage();
  if (!paper) throw new Error("no browser");
  await paper.setContent(String(stage.app.platform.printed[0]));
  await shoot("sheet-all-codes", paper);
});
