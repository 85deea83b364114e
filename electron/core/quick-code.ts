// What the page of the quick-code window may ask beside the codes: to be closed, and to show the program.
import type { Platform } from "./platform.ts";
import type { HandlersOf } from "./topics.ts";

export function quickCodeHandlers(
  platform: Pick<Platform, "closeQuickCode" | "showProgram">,
): HandlersOf<"quickCode"> {
  return {
    "quickCode.close": () => platform.closeQuickCode(),
    "quickCode.showProgram": () => {
      platform.showProgram();
      platform.closeQuickCode();
    },
  };
}
