// The authenticator screen.
export function AuthenticatorScreen() {
  return <main />;
}
