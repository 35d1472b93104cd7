import type { Problem } from '../../src/kernel/problem.ts'
import { CsrfField, ProblemSummary, TextField } from '../parts/form.tsx'

type RegisterProps = { secret: string; picture: string; problems: readonly Problem[]; csrfToken: string }

export function RegisterSecondFactor({ secret, picture, problems, csrfToken }: RegisterProps) {
  return (
    <>
      <p>启用后，登录时除密码外还须填写手机上显示的 6 位数字。手机不需要联网。</p>
      <ProblemSummary problems={problems} />
      <form class="work" method="post" action="/account/second-factor">
        <CsrfField token={csrfToken} />
        <input type="hidden" name="secret" value={secret} />
        <fieldset>
          <legend>一、用手机上的身份验证器扫描</legend>
          <img src={picture} alt="动态口令二维码" width="180" height="180" />
          <p>
            无法扫描的，手工输入密钥：
            <br />
            <code>{secret.match(/.{4}/g)?.join(' ')}</code>
          </p>
        </fieldset>
        <fieldset>
          <legend>二、核对</legend>
          <TextField
            name="code"
            label="手机显示的 6 位数字"
            typed={{}}
            problems={problems}
            required
            width={10}
            autocomplete="one-time-code"
          />
          <OwnPassword problems={problems} />
        </fieldset>
        <div class="buttons">
          <button class="main">启用动态口令</button>
        </div>
      </form>
    </>
  )
}

export function WithdrawSecondFactor({
  problems,
  csrfToken,
}: {
  problems: readonly Problem[]
  csrfToken: string
}) {
  return (
    <>
      <p>动态口令已启用。更换手机的，先停用，再用新手机启用。</p>
      <ProblemSummary problems={problems} />
      <form class="work" method="post" action="/account/second-factor/withdrawal">
        <CsrfField token={csrfToken} />
        <fieldset>
          <OwnPassword problems={problems} />
        </fieldset>
        <div class="buttons">
          <button class="main">停用动态口令</button>
        </div>
      </form>
    </>
  )
}

function OwnPassword({ problems }: { problems: readonly Problem[] }) {
  return (
    <TextField
      name="password"
      label="本人密码"
      kind="password"
      typed={{}}
      problems={problems}
      required
      width={28}
      autocomplete="current-password"
    />
  )
}
