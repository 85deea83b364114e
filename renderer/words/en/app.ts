// Words of the frame around all screens.
export const app = {
  navigation: "Main",
  mail: "Mail",
  authenticator: "Authenticator",
  settings: "Settings",
  notice: (address: string, text: string) => `${address}: ${text}`,
  starting: "Opening your mail…",
};
