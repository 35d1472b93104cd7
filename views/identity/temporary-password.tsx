type TemporaryPasswordProps = { userId: string; account: string; name: string; password: string }

/** Shown once. */
export function TemporaryPassword({ userId, account, name, password }: TemporaryPasswordProps) {
  return (
    <section class="notice" role="status">
      <p>
        {name}（{account}）的临时密码：<code>{password}</code>
      </p>
      <p>只显示这一次。请当面交给本人，首次登录时须改为本人密码。</p>
      <p>
        <a href={`/users/${userId}`}>查看账号</a>
      </p>
    </section>
  )
}
