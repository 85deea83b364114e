// What is said of each trouble with the keychain: what it is, and what to do on this system.
import type { AppStatus } from "../../../shared/models/app.ts";
import { words } from "../../words/words.ts";

export type KeychainTrouble = Exclude<AppStatus["keychain"], "ok">;

export function keychainText(state: KeychainTrouble, platform: AppStatus["platform"]) {
  const { startup } = words;
  switch (state) {
    case "locked":
      return { title: startup.lockedTitle, text: startup.locked, todo: startup.lockedTodo[platform] };
    case "missing":
      return { title: startup.missingTitle, text: startup.missing, todo: startup.missingTodo[platform] };
    case "refused":
      return { title: startup.refusedTitle, text: startup.refused, todo: startup.refusedTodo[platform] };
    case "unavailable":
      return {
        title: startup.unavailableTitle,
        text: startup.unavailable,
        todo: startup.unavailableTodo[platform],
      };
  }
}
