import { describe, expect, test } from "vitest";
import { isDeceptiveName, isRiskyFile, safeFileName } from "../../../../electron/core/mail/file-names.ts";

describe("names of attachments", () => {
  test.each([
    ["report.pdf", "report.pdf"],
    ["../etc/passwd", "passwd"],
    ["C:\\Windows\\system32\\cmd.exe", "cmd.exe"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ["a\u0000b\r\nc.txt", "abc.txt"],
    ["..", "attachment-1"],
    [".bashrc", "bashrc"],
    ["name. ", "name"],
    ["CON", "_CON"],
    ["com1.txt", "_com1.txt"],
    ["console.txt", "console.txt"],
    ['a<b>:"|?*c', "a_b______c"],
    ["", "attachment-1"],
    [null, "attachment-1"],
    ["Grüße 你好.docx", "Grüße 你好.docx"],
  ])("%j becomes %j", (name, safe) => {
    expect(safeFileName(name, "application/x", 0)).toBe(safe);
  });

  test("a long name is cut between characters and keeps its ending", () => {
    const safe = safeFileName(`${"😀".repeat(200)}.pdf`, "application/pdf", 0);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
    expect(safe).toMatch(/^(😀)+\.pdf$/u);
  });

  test("a part without a name is called after its type and place", () => {
    expect(safeFileName(null, "message/rfc822", 2)).toBe("attachment-3.eml");
  });

  test("names that mislead are known as such", () => {
    expect(isDeceptiveName("a\u202eb.exe")).toBe(true);
    expect(isDeceptiveName("../a")).toBe(true);
    expect(isDeceptiveName("a b.pdf")).toBe(false);
  });

  test.each([
    ["setup.exe", "application/pdf", true],
    ["letter.docm", "application/octet-stream", true],
    ["page.HTML", "application/octet-stream", true],
    ["thing", "application/x-sh", true],
    ["photo.jpg", "image/jpeg", false],
    ["letter.pdf", "application/pdf", false],
    ["notes", "text/plain", false],
  ])("opening %s (%s) is risky: %s", (name, type, risky) => {
    expect(isRiskyFile(name, type)).toBe(risky);
  });
});
