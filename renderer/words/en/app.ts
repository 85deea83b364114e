// Words of the frame around all screens.
export const app = {
  navigation: "Main",
  mail: "Mail",
  authenticator: "Authenticator",
  settings: "Settings",
  starting: "Opening your mail…",
  linkTitle: "Open this link?",
  linkAsks: "It leads out of Gatepost, to your web browser, at:",
  linkMailto: "It begins a new message to:",
  linkWire: (host: string) =>
    `The name is written ${host} on the network. Look closely: some letters look like others.`,
  linkFull: "The whole address",
  linkOpen: "Open link",
};
