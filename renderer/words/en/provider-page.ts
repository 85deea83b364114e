// Words around a provider's own page: the address bar above it, and what the page wanted and did not get.
export const providerPage = {
  region: "The provider’s own page",
  bar: "Address of the page",
  previous: "Previous page",
  reload: "Reload the page",
  stop: "Stop loading",
  outside: "Open in my own browser",
  read: "Read the QR code on this page",
  reading: "Looking for QR codes on the page",
  secure: "Encrypted, and the certificate is valid",
  notSecure: "Not connected",
  loading: "Loading…",
  empty: "An empty page",
  /** names with letters beyond ASCII, as they are on the wire */
  onTheWire: (asciiHost: string) => `also written ${asciiHost}`,
  waiting: "The page is hidden while a window of Gatepost lies over it.",
  keyboard: "Press F6 to work in the page, and F6 or Escape there to come back.",
  notAsked: "What you type into this page goes to the provider. Gatepost does not read it.",
  blocked: {
    "other-site": (host: string) =>
      `The page wanted to lead to ${host}, which is not this provider’s. Gatepost shows the provider’s own pages only.`,
    "not-encrypted": (host: string) =>
      `The page wanted to lead to ${host} without encryption. Gatepost did not go there.`,
    "other-kind": () => "The page wanted to open another program. Gatepost did not let it.",
    "own-network": (host: string) =>
      `The page wanted to reach ${host}, which lies in your own network. Gatepost did not let it.`,
    loop: () => "The page called up one address after the other by itself, so Gatepost stopped it.",
    download: () =>
      "The page offered a file that Gatepost does not take over: only PDFs of at most 5 MB are. Your own browser can save it.",
  },
  foreignName: (asciiHost: string) =>
    `Its name has letters of other alphabets, which can look like Latin ones; on the network it is ${asciiHost}.`,
  openBlocked: "Open it in my own browser",
  dismiss: "Stay here",
  offered: (name: string, size: string) => `The page offers a PDF: ${name} (${size}).`,
  take: "Take it into Gatepost",
  refuse: "Do not take it",
};
