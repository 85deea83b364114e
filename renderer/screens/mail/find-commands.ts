// Which commands of the palette are meant by what was typed, the likeliest first. Pure.
import type { Command } from "./commands.ts";

/**
 * Every word that was typed stands somewhere in the name. Names in which all of them begin a word come first: whoever
 * types "move" does not mean "Remove".
 */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ name }) => parts.every((part) => name.toLowerCase().includes(part)));
  const begins = ({ name }: Command) => {
    const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return parts.every((part) => words.some((word) => word.startsWith(part)));
  };
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}
