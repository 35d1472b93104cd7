/** What happened and what to do next, nothing else. */
export function ErrorPage({ says, mend }: { says: string; mend: string }) {
  return (
    <section class="notice" role="alert">
      <p>{says}</p>
      <p>{mend}</p>
    </section>
  )
}
