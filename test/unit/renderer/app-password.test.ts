import { describe, expect, it } from "vitest";
import { tidyAppPassword } from "../../../renderer/screens/relogin/app-password.ts";

describe("tidyAppPassword", () => {
  it("takes the groups apart that are only there to be read", () => {
    expect(tidyAppPassword("abcd efgh ijkl mnop")).toBe("abcdefghijklmnop");
    expect(tidyAppPassword(" abcd efgh ijkl mnop \n")).toBe("abcdefghijklmnop");
  });

  it("leaves what has another shape as it is, but for blanks around it", () => {
    expect(tidyAppPassword("abcd-efgh-ijkl-mnop\t")).toBe("abcd-efgh-ijkl-mnop");
    expect(tidyAppPassword("a pass phrase of mine")).toBe("a pass phrase of mine");
  });
});
