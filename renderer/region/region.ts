// The page of a window that covers a screen with its own frozen picture: a frame is drawn on it with the mouse or the
// keyboard. It has no bridge; it says what was chosen by wanting to go to an address, which the shell reads and refuses.
import { regionWords } from "../words/en/region.ts";
import "./region.css";
import { type Box, boxAfterKey, boxBetween, firstBox, isDrawn } from "./region-box.ts";

const picture = element("img", "picture");
const frame = element("div", "frame");
const hint = element("p", "hint");
let box: Box | undefined;
let begun: readonly [number, number] | undefined;

function element<Name extends "img" | "div" | "p">(
  name: Name,
  className: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  document.body.append(made);
  return made;
}

const screenSize = () => ({ width: innerWidth, height: innerHeight });

function show(next: Box | undefined): void {
  box = next;
  frame.hidden = next === undefined;
  if (!next) return;
  frame.style.left = `${next.x}px`;
  frame.style.top = `${next.y}px`;
  frame.style.width = `${next.width}px`;
  frame.style.height = `${next.height}px`;
}

/** `answer`: read by electron/shell/region/region-answer.ts. */
function leave(answer: string): void {
  location.assign(`region-answer?${answer}`);
}

function choose({ x, y, width, height }: Box): void {
  leave(
    new URLSearchParams(
      Object.entries({ x, y, width, height }).map(([name, value]) => [name, String(value)]),
    ).toString(),
  );
}

addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  begun = [event.clientX, event.clientY];
  hint.hidden = true;
  show(undefined);
});
addEventListener("pointermove", (event) => {
  if (begun) show(boxBetween(begun, [event.clientX, event.clientY]));
});
addEventListener("pointerup", () => {
  begun = undefined;
  if (box && isDrawn(box)) choose(box);
  else {
    show(undefined);
    hint.hidden = false;
  }
});
addEventListener("contextmenu", (event) => {
  event.preventDefault();
  leave("cancelled");
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave("cancelled");
  else if (event.key === "Enter") choose(box ?? { x: 0, y: 0, ...screenSize() });
  else if (event.key.startsWith("Arrow")) {
    show(box ? boxAfterKey(box, event, screenSize()) : firstBox(screenSize()));
    frame.setAttribute(
      "aria-label",
      regionWords.frame(frame.offsetLeft, frame.offsetTop, frame.offsetWidth, frame.offsetHeight),
    );
  } else return;
  event.preventDefault();
});

document.title = regionWords.title;
document.body.setAttribute("role", "application");
document.body.setAttribute("aria-label", regionWords.hint);
frame.setAttribute("role", "status");
hint.textContent = regionWords.hint;
picture.alt = regionWords.picture;
picture.draggable = false;
picture.src = `frozen.png${location.search}`;
show(undefined);
