// The security screen of one account.
export function SecurityScreen({ accountId }: { readonly accountId: string }) {
  return <main data-account={accountId} />;
}
