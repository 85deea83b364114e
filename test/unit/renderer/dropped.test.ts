import { describe, expect, it } from "vitest";
import { type DroppedContent, droppedContent } from "../../../renderer/screens/scan/dropped.ts";
import { maxPictureBytes } from "../../../shared/ipc/contract.ts";

const dropped = (data: Readonly<Record<string, string>>, files: readonly File[] = []) =>
  droppedContent({ files, getData: (type) => data[type] ?? "" });
const read = (content: DroppedContent) => {
  if (content.kind !== "pictures") throw new Error(content.kind);
  return content.read();
};
const dataAddress = `data:image/png;base64,${btoa("picture")}`;
const asBytes = new TextEncoder().encode("picture");

describe("what is dropped", () => {
  it("is taken as files, several at once, with their names", async () => {
    const files = [new File(["picture"], "one.png"), new File(["other"], "two.png")];
    expect(await read(dropped({ "text/html": `<img src="${dataAddress}">` }, files))).toEqual([
      { bytes: asBytes, name: "one.png" },
      { bytes: new TextEncoder().encode("other"), name: "two.png" },
    ]);
  });

  it.each([
    ["text/uri-list", dataAddress],
    ["text/plain", ` ${dataAddress}\n`],
    ["text/html", `<meta charset="utf-8"><img alt="QR" src="${dataAddress}" width="200">`],
    ["text/html", `<IMG class=x src='${dataAddress}'>`],
    ["text/uri-list", "data:image/svg+xml;charset=utf-8,%70icture"],
  ])("is taken out of an address that holds the picture: %s", async (type, data) => {
    expect(await read(dropped({ [type]: data }))).toEqual([{ bytes: asBytes }]);
  });

  it("is never fetched", () => {
    expect(dropped({ "text/uri-list": "https://example.org/qr.png" }).kind).toBe("address-only");
    expect(dropped({ "text/html": '<img src="https://example.org/qr.png">' }).kind).toBe("address-only");
    expect(dropped({ "text/plain": "only words" }).kind).toBe("nothing");
    expect(dropped({ "text/uri-list": "data:text/html,<script>" }).kind).toBe("nothing");
  });

  it("is refused by its size before it is read, and when it is broken", async () => {
    const film = { size: maxPictureBytes + 1, name: "film.mp4" } as File;
    await expect(read(dropped({}, [film]))).rejects.toThrow("picture-too-large");
    const long = `data:image/png;base64,${"A".repeat(1.4 * maxPictureBytes)}`;
    await expect(read(dropped({ "text/uri-list": long }))).rejects.toThrow("picture-too-large");
    for (const broken of ["data:image/png;base64,%%%", "data:image/svg+xml,%E0%A4%A"]) {
      await expect(read(dropped({ "text/uri-list": broken })), broken).rejects.toThrow("picture-unreadable");
    }
  });
});
