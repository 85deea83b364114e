// Words of the window in which a part of the frozen screen is marked. It draws nothing else, so it has its own file.
export const regionWords = {
  title: "Gatepost: mark the QR code",
  picture: "The screen, as it was a moment ago",
  hint: "Draw a frame around the QR code. With the keyboard: arrow keys move a frame, with Shift they change its size, Enter looks into it. Escape goes back.",
  frame: (x: number, y: number, width: number, height: number) =>
    `Frame of ${width} by ${height} at ${x}, ${y}`,
};
