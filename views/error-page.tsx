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

/** Nothing new is recorded while the disk is full; reading goes on. */
export function NoRoomPage({ requestId }: { requestId: string }) {
  return (
    <ErrorPage
      says={`磁盘空间不足，本次操作没有办理，数据没有改变。错误编号 ${requestId}。`}
      mend="请系统管理员清理服务器磁盘后重试；清理之前仍可查询、打印。"
    />
  )
}

/** `begun`: the request had got as far as recording, and nobody can tell whether the last word reached the database. */
export function NoConnectionPage({ requestId, begun }: { requestId: string; begun: boolean }) {
  return begun ? (
    <ErrorPage
      says={`与数据库的连接中断，不能确定本次操作是否已经完成。错误编号 ${requestId}。`}
      mend="系统正在自动恢复。请稍候到相应的列表中核对：已经登记的不要重复办理，没有登记的请重新办理。"
    />
  ) : (
    <ErrorPage
      says={`数据库暂时连接不上，本次操作没有办理，数据没有改变。错误编号 ${requestId}。`}
      mend="系统正在自动恢复，请稍候重试；几分钟后仍不能使用的，请把错误编号告诉系统管理员。"
    />
  )
}
