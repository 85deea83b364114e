// Three panes: folders, messages, the message.
export function MailScreen() {
  return <main />;
}
