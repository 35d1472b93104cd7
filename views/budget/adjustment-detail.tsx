import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import {
  type AdjustmentLineRow,
  type AdjustmentRow,
  adjustmentKindName,
} from '../../src/budget/budget-adjustment.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { total } from '../../src/kernel/money.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { Yuan } from '../parts/figure.tsx'
import { Moment } from '../parts/moment.tsx'
import { SigningForm } from '../parts/signing-form.tsx'
import { StateTag } from './adjustment-list.tsx'

type AdjustmentDetailProps = {
  adjustment: AdjustmentRow
  organizationName: string
  lines: readonly AdjustmentLineRow[]
  mayDecide: boolean
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 预算调整单: what it changes and why, and finance's decision. */
export function AdjustmentDetail(props: AdjustmentDetailProps) {
  const { adjustment, organizationName, lines, mayDecide, link } = props
  const { year, organizationId, movementId } = adjustment
  return (
    <section id="budget-adjustment">
      <header class="record">
        <dl class="facts">
          <dt>单位</dt>
          <dd>
            <a href={link('/budget-lines', { organizationId, year: String(year) })}>{organizationName}</a>
          </dd>
          <dt>年度</dt>
          <dd>{year}</dd>
          <dt>种类</dt>
          <dd>
            {adjustmentKindName(adjustment.kind)}{' '}
            {movementId === null ? null : <a href={link(`/movements/${movementId}`)}>查看异动</a>}
          </dd>
          <dt>状态</dt>
          <dd>
            <StateTag row={adjustment} />
          </dd>
          <dt>生效日期</dt>
          <dd>{adjustment.effectiveOn}</dd>
          <dt>登记时间</dt>
          <dd>
            <Moment at={adjustment.recordedAt} />
          </dd>
          <dt>事由</dt>
          <dd class="wide">{adjustment.reason}</dd>
          {adjustment.documentNumber === null ? null : (
            <>
              <dt>文件</dt>
              <dd class="wide">
                {adjustment.documentIssuer} {adjustment.documentNumber}《{adjustment.documentTitle}》
                {adjustment.documentIssuedOn}
              </dd>
            </>
          )}
          {adjustment.decision === null ? null : (
            <>
              <dt>受理</dt>
              <dd class="wide">
                {adjustment.decision.decidedByName} <Moment at={adjustment.decision.decidedAt} />：
                {adjustment.decision.words}
              </dd>
            </>
          )}
        </dl>
      </header>
      <Lines lines={lines} />
      {mayDecide ? (
        <SigningForm
          {...props}
          action={`/budget-adjustments/${adjustment.adjustmentId}/decision`}
          legend="财政受理"
          agree={{ value: 'approve', label: '批准' }}
          refuse={{ value: 'refuse', label: '不予批准' }}
          help="不予批准须写明理由；批准后计入调整预算数，不能撤回。"
        />
      ) : null}
    </section>
  )
}

function Lines({ lines }: Pick<AdjustmentDetailProps, 'lines'>) {
  return (
    <table class="register">
      <caption>调整明细，单位：元；调减为负数</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">功能科目</th>
          <th scope="col">经济科目</th>
          <th scope="col" class="number">
            金额
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr>
            <th scope="row">
              {line.projectName} <small>{line.projectCode}</small>
            </th>
            <td>
              {line.functionCode} {functionItemName(line.functionCode)}
            </td>
            <td>
              {line.economicCode} {economicItemName(line.economicCode)}
            </td>
            <td class="number">
              <Yuan amount={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan={3}>
            合计
          </th>
          <td class="number">
            <Yuan amount={total(lines.map(({ amount }) => amount))} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
