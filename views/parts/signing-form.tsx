import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { AreaField, CsrfField, ProblemSummary } from './form.tsx'

type Filled = { typed: Typed; problems: readonly Problem[]; csrfToken: string }
type Way = { value: string; label: string }

type SigningFormProps = Filled & {
  action: string
  /** 签批 */
  legend: string
  agree: Way
  refuse: Way
  help: string
}

/** 意见 and the two ways on: agreed, or not. */
export function SigningForm(props: SigningFormProps) {
  const { action, legend, agree, refuse, help, typed, problems, csrfToken } = props
  return (
    <form class="work" method="post" action={action} id="decision">
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <fieldset>
        <legend>{legend}</legend>
        <AreaField name="words" label="意见" typed={typed} problems={problems} rows={2} help={help} />
      </fieldset>
      <div class="buttons">
        <button class="main" name="decision" value={agree.value}>
          {agree.label}
        </button>
        <button class="refuse" name="decision" value={refuse.value}>
          {refuse.label}
        </button>
      </div>
    </form>
  )
}

/** 签批 of one step of a chain. */
export function ChainSigningForm(props: Filled & { action: string }) {
  return (
    <SigningForm
      {...props}
      legend="签批"
      agree={{ value: 'agree', label: '签批同意' }}
      refuse={{ value: 'return', label: '退回' }}
      help="退回时必须写明原因。"
    />
  )
}

/** 撤回 by whoever handed it in, with what follows from it. */
export function WithdrawalForm({
  action,
  note,
  csrfToken,
}: {
  action: string
  note: string
  csrfToken: string
}) {
  return (
    <form class="work" method="post" action={action}>
      <CsrfField token={csrfToken} />
      <div class="buttons">
        <button class="refuse">撤回</button>
        <span class="note">{note}</span>
      </div>
    </form>
  )
}

/** 撤回 or 收回 with the reason that stays on the record. */
export function ReasonedWithdrawalForm(
  props: Filled & { action: string; legend: string; label: '撤回' | '收回' },
) {
  const { action, legend, label, typed, problems, csrfToken } = props
  return (
    <form class="work" method="post" action={action}>
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>{legend}</legend>
        <AreaField typed={typed} problems={problems} required name="reason" label="原因" rows={2} />
      </fieldset>
      <p class="buttons">
        <button class="refuse">{label}</button>
      </p>
    </form>
  )
}
