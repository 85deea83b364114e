import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isolated } from "../../../shared/isolated.ts";

const mark = (code: number) => String.fromCodePoint(code);
const [override, pop, first, left, end] = [0x202e, 0x202c, 0x2068, 0x2066, 0x2069].map(mark) as [
  string,
  string,
  string,
  string,
  string,
];

describe("a name in the middle of other text", () => {
  it("stays as it is if nothing in it can turn the text around it", () => {
    for (const name of ["Post", "ann@example.org", "ログイン", "Ünï <b>", ""])
      expect(isolated(name)).toBe(name);
  });

  it("keeps its marks and its letters, inside an isolate", () => {
    expect(isolated(`${override}gnp.x`)).toBe(`${first}${override}gnp.x${end}`);
    expect(isolated("שלום")).toBe(`${first}שלום${end}`);
  });

  it("cannot leave its isolate, and leaves none open", () => {
    expect(isolated(`a${end}${override}b`)).toBe(`${first}a${override}b${end}`);
    expect(isolated(`${left}a`)).toBe(`${first}${left}a${end}${end}`);
    const parts = fc.array(fc.constantFrom("a", "ש", override, pop, first, left, end), { maxLength: 20 });
    fc.assert(
      fc.property(parts, (letters) => {
        let depth = 0;
        const shown = isolated(letters.join(""));
        const places = [...shown].map((letter) => {
          if (letter === first || letter === left) depth += 1;
          if (letter === end) depth -= 1;
          return depth;
        });
        expect(depth).toBe(0);
        if (shown.startsWith(first)) expect(Math.min(...places.slice(0, -1))).toBe(1);
      }),
    );
  });
});
