import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { signingKindOf } from '../../src/movement/reform.ts'
import { chainOf, stepName } from '../../src/movement/signature.ts'
import { CsrfField, ProblemSummary, TypedAsHidden } from '../parts/form.tsx'
import { ReformConsequences, type ReformConsequencesProps } from './reform-consequences.tsx'

type ReformReviewProps = ReformConsequencesProps & {
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** 请核对: everything the reform will do; then one button. */
export function ReformReview({ typed, problems, csrfToken, ...consequences }: ReformReviewProps) {
  const transfer = consequences.reform.kind === 'transfer'
  const [address, second] = transfer
    ? (['/reforms/transfer', { path: '/people', label: '返回选择人员' }] as const)
    : (['/reforms', { path: '/allocation', label: '返回划转' }] as const)
  const missing = problems.some(({ field }) => field === 'acknowledged')
  return (
    <form class="work wide" method="post" action={address}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} but={['acknowledged']} />
      <p class="notice">
        以下变动在全部签批后一并生效，此刻尚未保存。签批顺序：
        {chainOf(signingKindOf(consequences.reform.kind)).map(stepName).join(' → ')}。
      </p>
      <ReformConsequences {...consequences} />
      {consequences.effect.over.length === 0 ? null : (
        <p class={missing ? 'field wrong' : 'field'}>
          <label>
            <input
              id="acknowledged"
              type="checkbox"
              name="acknowledged"
              value="yes"
              aria-invalid={missing ? 'true' : undefined}
            />{' '}
            已知悉{transfer ? '调动' : '改革'}后超编，按批文办理
          </label>
        </p>
      )}
      <div class="buttons">
        <button class="main">提交审核</button>
        <button class="plain" formaction={`${address}${second.path}`}>
          {second.label}
        </button>
        <button class="plain" formaction={`${address}/form`}>
          返回修改
        </button>
      </div>
    </form>
  )
}
