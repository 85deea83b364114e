import { PDFDocument, PDFName, type PDFRef } from "pdf-lib";
import { create } from "qrcode";
import { describe, expect, it } from "vitest";
import { findInPicture } from "../../../../../electron/core/qr/find-in-picture.ts";
import { loadPicture } from "../../../../../electron/core/qr/load-picture.ts";

const text = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";
const { modules } = create(text, { errorCorrectionLevel: "M" });
const { size } = modules;
/** Points of a module. */
const module = 3;
const side = size * module;
const place = `1 0 0 1 150 450 cm ${module} 0 0 ${-module} 0 ${side} cm`;

/** What `draw` writes for each dark module, in modules from the top left. */
const each = (draw: (x: number, y: number) => string) =>
  Array.from({ length: size ** 2 }, (_, at) => {
    const [y, x] = [Math.floor(at / size), at % size];
    return modules.get(y, x) ? draw(x, y) : "";
  }).join("\n");
const squares = each((x, y) => `${x} ${y} 1 1 re`);

type Resources = Readonly<Record<"XObject" | "Pattern" | "ExtGState", Readonly<Record<string, PDFRef>>>>;

/** A page with these steps; `needs` makes what they name. */
async function pdfOf(
  content: string,
  needs: (document: PDFDocument) => Partial<Resources> = () => ({}),
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const { context } = document;
  page.node.set(PDFName.of("Contents"), context.register(context.stream(content)));
  page.node.set(PDFName.of("Resources"), context.obj({ ...needs(document) }));
  return document.save();
}

const textsOf = async (file: Uint8Array) =>
  (await findInPicture(file, 10_000)).codes.map((code) => code.text);

/** A drawing that is used by its name. */
const form = (document: PDFDocument, content: string, more: object = {}): PDFRef =>
  document.context.register(
    document.context.stream(content, {
      ...{ Type: "XObject", Subtype: "Form", BBox: [0, 0, 595, 842], Resources: {} },
      ...more,
    }),
  );

describe("a code on a page", () => {
  it("is read from lines that are as thick as a module", async () => {
    const rows = each((x, y) => `${x} ${y + 0.5} m ${x + 1} ${y + 0.5} l`);
    expect(await textsOf(await pdfOf(`q ${place} 1 w ${rows} S Q`))).toEqual([text]);
    // Points with round ends.
    const points = each((x, y) => `${x + 0.5} ${y + 0.5} m ${x + 0.5} ${y + 0.5} l`);
    expect(await textsOf(await pdfOf(`q ${place} 1 w 1 J 0 0 0.4 RG ${points} S Q`))).toEqual([text]);
  });

  it("is read from dots, which are curves", async () => {
    const bend = 0.25;
    const dots = each((x, y) => {
      const [left, top, right, bottom] = [x, y, x + 1, y + 1];
      const [across, down] = [x + 0.5, y + 0.5];
      return [
        `${across} ${top} m ${across + bend} ${top} ${right} ${down - bend} ${right} ${down} c`,
        `${right} ${down + bend} ${across + bend} ${bottom} ${across} ${bottom} c`,
        `${across - bend} ${bottom} ${left} ${down + bend} ${left} ${down} c`,
        `${left} ${down - bend} ${across - bend} ${top} ${across} ${top} c h`,
      ].join(" ");
    });
    expect(await textsOf(await pdfOf(`q ${place} ${dots} f Q`))).toEqual([text]);
  });

  it("is read from a clip through which a colour is seen", async () => {
    expect(
      await textsOf(await pdfOf(`q ${place} ${squares} W n 0 0 0.5 rg 0 0 ${size} ${size} re f Q`)),
    ).toEqual([text]);
  });

  it("is read from a tile that fills a shape, in a form that is moved", async () => {
    const file = await pdfOf("q 1 0 0 1 40 30 cm /F Do Q", (document) => {
      const { context } = document;
      const tile = context.register(
        context.stream(squares.replaceAll("re", "re f"), {
          ...{ Type: "Pattern", PatternType: 1, PaintType: 1, TilingType: 1, Resources: {} },
          ...{ BBox: [0, 0, size, size], XStep: size, YStep: size },
          Matrix: [module, 0, 0, -module, 100, 400 + side],
        }),
      );
      const content = `/Pattern cs /P scn 100 400 ${side} ${side} re f`;
      return { XObject: { F: form(document, content, { Resources: { Pattern: { P: tile } } }) } };
    });
    expect(await textsOf(file)).toEqual([text]);
  });

  it("is read through a mask, by where it is painted or by how light it is", async () => {
    for (const [kind, ground, ink] of [
      ["Alpha", "", "0 g"],
      ["Luminosity", "0 g 0 0 595 842 re f", "1 g"],
    ]) {
      const file = await pdfOf(`q /M gs 0.1 0.1 0.4 rg 0 0 595 842 re f Q`, (document) => {
        const group = { Group: { S: "Transparency", CS: "DeviceGray" } };
        const mask = form(document, `${ground} q ${place} ${ink} ${squares} f Q`, group);
        const state = { Type: "ExtGState", SMask: { Type: "Mask", S: kind, G: mask } };
        return { ExtGState: { M: document.context.register(document.context.obj(state)) } };
      });
      expect(await textsOf(file), kind).toEqual([text]);
    }
  });

  it("is read from pictures of one module that come again and again", async () => {
    // A mask of one black pixel, in the steps themselves.
    const one = "BI /W 1 /H 1 /IM true /D [0 1] ID \0 EI";
    const stamps = each((x, y) => `q 1 0 0 1 ${x} ${y} cm ${one} Q`);
    expect(await textsOf(await pdfOf(`q ${place} 0 g ${stamps} Q`))).toEqual([text]);
    // The same picture of two by two pixels, by its name.
    const file = await pdfOf(
      `q ${place} ${each((x, y) => `q 1 0 0 1 ${x} ${y} cm /I Do Q`)} Q`,
      ({ context }) => {
        const gray = { Type: "XObject", Subtype: "Image", Width: 2, Height: 2, BitsPerComponent: 8 };
        const pixels = new Uint8Array([20, 20, 20, 20]);
        return {
          XObject: { I: context.register(context.stream(pixels, { ...gray, ColorSpace: "DeviceGray" })) },
        };
      },
    );
    expect(await textsOf(file)).toEqual([text]);
  });

  it("is still seen below a marker and a veil", async () => {
    const file = await pdfOf(
      `q ${place} ${squares} f Q q /H gs 1 1 0 rg 100 400 300 300 re f Q q /V gs 1 g 100 400 300 300 re f Q`,
      ({ context }) => ({
        ExtGState: {
          H: context.register(context.obj({ BM: "Multiply" })),
          V: context.register(context.obj({ ca: 0.4 })),
        },
      }),
    );
    expect(await textsOf(file)).toEqual([text]);
  });
});

describe("a page that asks for too much", () => {
  it("is refused when it has masks without end", async () => {
    const masks = await pdfOf("q /M gs 0 0 9 9 re f Q ".repeat(40), (document) => {
      const group = { Group: { S: "Transparency", CS: "DeviceGray" } };
      const mask = form(document, "0 0 5 5 re f", group);
      const state = { SMask: { S: "Alpha", G: mask } };
      return { ExtGState: { M: document.context.register(document.context.obj(state)) } };
    });
    await expect(loadPicture(masks)).rejects.toMatchObject({ code: "picture-unreadable" });
  });

  it("leaves out a shape of countless tiles", async () => {
    const file = await pdfOf("/Pattern cs /P scn 0 0 595 842 re f", ({ context }) => {
      const tile = context.register(
        context.stream("0 0 0.5 0.5 re f", {
          ...{ Type: "Pattern", PatternType: 1, PaintType: 1, TilingType: 1, Resources: {} },
          ...{ BBox: [0, 0, 1, 1], XStep: 1, YStep: 1 },
        }),
      );
      return { Pattern: { P: tile } };
    });
    expect(new Set((await loadPicture(file)).data)).toEqual(new Set([255]));
  });
});
