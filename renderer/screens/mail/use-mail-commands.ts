// Joins the chosen messages with what can be done to them, and the keys that do it.
import { useState } from "react";
import type { MessageRow } from "../../../shared/models/message.ts";
import { words } from "../../words/words.ts";
import { useCompose } from "../compose/compose-context.ts";
import type { Command, MessageCommands } from "./commands.ts";
import { useShortcuts } from "./shortcuts.ts";
import { useActions } from "./use-actions.ts";
import type { Messages } from "./use-messages.ts";
import type { Selection } from "./use-selection.ts";

export interface MailCommands {
  readonly commands: MessageCommands;
  readonly palette: readonly Command[];
  /** messages that wait for a folder to be chosen */
  readonly moving: readonly number[];
  readonly moveTo: (folderId: number) => void;
  readonly stopMoving: () => void;
}

export function useMailCommands(options: {
  readonly messages: Messages;
  readonly selection: Selection;
  readonly focusSearch: () => void;
  readonly openPalette: () => void;
}): MailCommands {
  const { messages, selection } = options;
  const compose = useCompose();
  const { act, undo } = useActions();
  const [moving, setMoving] = useState<readonly number[]>([]);
  const ids = [...selection.ids];
  const rows = ids.map((id) => messages.row(messages.indexOf(id))).filter((row) => row !== undefined);

  /** What leaves the list gives its place to its neighbour. */
  const goOn = () => {
    const next = neighbour(messages, selection.ids);
    if (next === undefined) selection.clear();
    else selection.choose(next);
  };
  const leave = (kind: "archive" | "delete") => {
    if (ids.length === 0) return;
    goOn();
    act(ids, { kind });
  };
  const answer = (mode: "reply" | "reply-all" | "forward") => {
    if (selection.single !== undefined) compose.start(mode, { messageId: selection.single });
  };
  const step = (by: number) => {
    const from = selection.activeId === undefined ? -1 : messages.indexOf(selection.activeId);
    const row = messages.row(Math.max(0, from + by));
    if (row) selection.choose(row.id);
  };

  const commands: MessageCommands = {
    reply: () => answer("reply"),
    replyAll: () => answer("reply-all"),
    forward: () => answer("forward"),
    archive: () => leave("archive"),
    delete: () => leave("delete"),
    star: () => act(ids, { kind: rows.every((row: MessageRow) => row.starred) ? "unstar" : "star" }),
    unread: () => act(ids, { kind: rows.every((row: MessageRow) => row.unread) ? "read" : "unread" }),
    move: () => setMoving(ids),
  };
  const text = words.mail;
  const listed: readonly Command[] = [
    { name: text.compose, keys: "C", run: () => compose.start("new") },
    { name: text.reply, keys: "R", run: commands.reply },
    { name: text.replyAll, keys: "A", run: commands.replyAll },
    { name: text.forward, keys: "F", run: commands.forward },
    { name: text.archive, keys: "E", run: commands.archive },
    { name: text.delete, keys: "#", run: commands.delete },
    { name: text.star, keys: "S", run: commands.star },
    { name: text.markUnread, keys: "U", run: commands.unread },
    { name: text.moveTo, keys: "V", run: commands.move },
    { name: text.nextMessage, keys: "J", run: () => step(1) },
    { name: text.previousMessage, keys: "K", run: () => step(-1) },
    { name: text.search, keys: "/", run: options.focusSearch },
    { name: words.common.undo, keys: "Z", run: undo },
  ];
  useShortcuts([
    ...listed.map(({ keys, run }) => ({ key: keys.toLowerCase(), run })),
    { key: "Delete", run: commands.delete },
    { key: "k", control: true, run: options.openPalette },
    { key: "z", control: true, run: undo },
  ]);
  return {
    commands,
    palette: listed,
    moving,
    moveTo: (folderId) => {
      goOn();
      act(moving, { kind: "move", folderId });
      setMoving([]);
    },
    stopMoving: () => setMoving([]),
  };
}

/** The first message after the chosen ones, or the last before them. */
function neighbour(messages: Messages, chosen: ReadonlySet<number>): number | undefined {
  const places = [...chosen].map((id) => messages.indexOf(id)).filter((index) => index >= 0);
  if (places.length === 0) return undefined;
  const from = Math.min(...places);
  for (let index = from; index < from + chosen.size + 1; index += 1) {
    const row = messages.row(index);
    if (row && !chosen.has(row.id)) return row.id;
  }
  return from > 0 ? messages.row(from - 1)?.id : undefined;
}
