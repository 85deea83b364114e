// The relogin screen of one account.
export function ReloginScreen({ accountId }: { readonly accountId: string }) {
  return <main data-account={accountId} />;
}
