// The enrolment screen of one account.
export function EnrolmentScreen({ accountId }: { readonly accountId: string }) {
  return <main data-account={accountId} />;
}
