import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import { adjustmentStates, stateOf } from '../../src/budget/budget-adjustment.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { formatYuan } from '../../src/kernel/money.ts'
import type { BudgetWhy, WhyPerson } from '../../src/report/why.ts'
import { adjustmentOrigin, monthsInWords } from '../../src/report/why-text.ts'
import { Yuan } from '../parts/figure.tsx'

type BudgetWhyProps = { why: BudgetWhy; unitName: string; link: Link }

/** 为什么: figures, then people with months, standards and rules, then documents and payments. */
export function BudgetWhyPage({ why, unitName, link }: BudgetWhyProps) {
  const { initial, adjusted, executed, forecast, paid, counted, unexplained } = why
  return (
    <section id="why">
      <h2>{subjectOf(why, unitName)}</h2>
      <dl class="facts">
        <dt>年初预算</dt>
        <dd>{formatYuan(initial)} 元</dd>
        <dt>调整预算</dt>
        <dd>{formatYuan(adjusted)} 元</dd>
        <dt>支出</dt>
        <dd>{formatYuan(executed)} 元</dd>
        <dt>全年预计</dt>
        <dd>{formatYuan(forecast)} 元</dd>
      </dl>
      {paid.length === 0 ? null : (
        <People title={`支出：${paid.length} 人，截至时点所在月份`} people={paid} link={link} />
      )}
      <Payments why={why} />
      {unexplained.isZero() ? null : (
        <p class="note">
          按现有人员月份计算与支出数相差 {formatYuan(unexplained)} 元，为尚未补发（扣）的差额。
        </p>
      )}
      <Adjustments why={why} link={link} />
      {counted.length === 0 ? null : (
        <People title={`年初预算：1 月 1 日在编 ${counted.length} 人，全年`} people={counted} link={link} />
      )}
    </section>
  )
}

function subjectOf({ question, lines }: BudgetWhy, unitName: string): string {
  const { year, projectCode, functionCode, economicCode } = question
  const project = lines.find((line) => line.projectCode === projectCode)?.projectName
  const parts = [
    project,
    functionCode === undefined ? undefined : `${functionCode} ${functionItemName(functionCode)}`,
    economicCode === undefined ? undefined : `${economicCode} ${economicItemName(economicCode)}`,
  ].filter((part) => part !== undefined)
  return `${unitName} ${year} 年${parts.length === 0 ? '预算' : ` ${parts.join(' · ')}`}`
}

function People({ title, people, link }: { title: string; people: readonly WhyPerson[]; link: Link }) {
  return (
    <table class="register">
      <caption>{title}；单位：元</caption>
      <thead>
        <tr>
          <th scope="col">人员和工资项目</th>
          <th scope="col">月份</th>
          <th scope="col" class="number">
            每月
          </th>
          <th scope="col" class="number">
            合计
          </th>
        </tr>
      </thead>
      {people.map((person) => (
        <tbody>
          <tr class="group">
            <th scope="rowgroup">
              <a href={link(`/people/${person.personId}`)}>{person.personName}</a>
            </th>
            <td />
            <td />
            <td class="number">
              <Yuan amount={person.amount} />
            </td>
          </tr>
          {person.months.map((row) => (
            <tr>
              <th scope="row" class="part">
                {row.payItemName} <small>{row.reason}</small>
              </th>
              <td class="date">{monthsInWords(row)}</td>
              <td class="number">
                <Yuan amount={row.monthly} />
              </td>
              <td class="number">
                <Yuan amount={row.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Payments({ why: { payments } }: Pick<BudgetWhyProps, 'why'>) {
  if (payments.length === 0) return null
  return (
    <table class="register">
      <caption>支出凭证，单位：元</caption>
      <thead>
        <tr>
          <th scope="col">月份</th>
          <th scope="col">摘要</th>
          <th scope="col">凭证号</th>
          <th scope="col" class="number">
            金额
          </th>
        </tr>
      </thead>
      <tbody>
        {payments.map((row) => (
          <tr>
            <td class="date">{row.month} 月</td>
            <td>{row.summary}</td>
            <td>{row.voucherNumber ?? '–'}</td>
            <td class="number">
              <Yuan amount={row.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Adjustments({ why: { adjustments }, link }: Pick<BudgetWhyProps, 'why' | 'link'>) {
  if (adjustments.length === 0) return null
  return (
    <table class="register">
      <caption>预算调整，单位：元</caption>
      <thead>
        <tr>
          <th scope="col">生效日期</th>
          <th scope="col">依据</th>
          <th scope="col">事由</th>
          <th scope="col">状态</th>
          <th scope="col" class="number">
            金额
          </th>
        </tr>
      </thead>
      <tbody>
        {adjustments.map((row) => (
          <tr>
            <td class="day">
              <a href={link(`/budget-adjustments/${row.adjustmentId}`)}>{row.effectiveOn}</a>
            </td>
            <td>
              {row.movementId === null ? (
                adjustmentOrigin(row)
              ) : (
                <a href={link(`/movements/${row.movementId}`)}>{adjustmentOrigin(row)}</a>
              )}
            </td>
            <td>{row.reason}</td>
            <td>{adjustmentStates[stateOf(row)]}</td>
            <td class="number">
              <Yuan amount={row.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
