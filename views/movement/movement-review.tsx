import type { Typed } from '../../src/http/form.ts'
import { chainOf, stepName } from '../../src/movement/signature.ts'
import { CsrfField, TypedAsHidden } from '../parts/form.tsx'
import { Consequences } from './consequences.tsx'

type MovementReviewProps = Parameters<typeof Consequences>[0] & { typed: Typed; csrfToken: string }

/** 请核对: what will change, in sentences; then one button. */
export function MovementReview({ typed, csrfToken, ...consequences }: MovementReviewProps) {
  return (
    <form class="work" method="post" action="/movements">
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p class="notice">
        以下变动在全部签批后生效，此刻尚未保存。签批顺序：
        {chainOf(consequences.movement.kind).map(stepName).join(' → ')}。
      </p>
      <Consequences {...consequences} />
      <div class="buttons">
        <button class="main">提交审核</button>
        <button class="plain" formaction="/movements/form">
          返回修改
        </button>
      </div>
    </form>
  )
}
