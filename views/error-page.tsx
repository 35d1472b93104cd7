/** What happened and what to do next, nothing else. */
export function ErrorPage({ says, mend }: { says: string; mend: string }) {
  return (
    <section class="notice" role="alert">
      <p>{says}</p>
      <p>{mend}</p>
    </section>
  )
}

export function RateLimitPage({ seconds }: { seconds: number }) {
  const minutes = Math.ceil(seconds / 60)
  return <ErrorPage says="操作过于频繁，本次没有办理。" mend={`请 ${minutes} 分钟后再试。`} />
}
