import type { Link } from '../../src/http/viewpoint.ts'
import { type Money, total } from '../../src/kernel/money.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { TenThousand } from '../parts/figure.tsx'
import { CsrfField, ProblemSummary } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'

type InitialBudgetProps = {
  year: number
  isAdopted: boolean
  calculation: { recordedAt: Date; people: number } | null
  units: readonly { organizationId: string; name: string; amount: Money; people: Money; other: Money }[]
  mayDerive: boolean
  mayAdopt: boolean
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 年初预算编制 of a year: not yet derived, a draft, or adopted. */
export function InitialBudget(props: InitialBudgetProps) {
  const { year, isAdopted, calculation, units, problems, link } = props
  return (
    <section id="year">
      <ProblemSummary problems={problems} />
      {calculation === null ? (
        <p class="empty">
          {year} 年尚未测算。测算按 {year} 年 1 月 1
          日在编人员、现行标准和已申报缴费基数计算全年人员经费和定额公用经费。
        </p>
      ) : (
        <p class="notice">
          {year} 年 1 月 1 日在编 {calculation.people} 人，测算于 <Moment at={calculation.recordedAt} />。
        </p>
      )}
      {isAdopted ? (
        <p class="notice">
          {year} 年年初预算已经批复，<a href={link('/budget-lines', { year: String(year) })}>查看预算</a>
          。如需变动，在单位预算页提出调整。
        </p>
      ) : (
        <Draft {...props} units={units} />
      )}
    </section>
  )
}

function Draft({ year, calculation, units, mayDerive, mayAdopt, csrfToken }: InitialBudgetProps) {
  return (
    <>
      {units.length === 0 ? null : <DraftTable year={year} units={units} />}
      <div class="buttons">
        {mayDerive ? (
          <form method="post" action={`/budgets/${year}/derivation`}>
            <CsrfField token={csrfToken} />
            <button class={calculation === null ? 'main' : 'plain'}>
              {calculation === null ? '测算' : '重新测算'}
            </button>
          </form>
        ) : null}
        {mayAdopt && units.length > 0 ? (
          <form method="post" action={`/budgets/${year}/adoption`}>
            <CsrfField token={csrfToken} />
            <button class="main">批复年初预算</button>
          </form>
        ) : null}
      </div>
      {mayAdopt && units.length > 0 ? <p class="note">批复后年初预算数不再改变。</p> : null}
    </>
  )
}

function DraftTable({ year, units }: Pick<InitialBudgetProps, 'year' | 'units'>) {
  return (
    <table class="register">
      <caption>{year} 年年初预算草案，单位：万元；上年其他项目按上年年初预算结转</caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col" class="number">
            按人员测算
          </th>
          <th scope="col" class="number">
            其他项目
          </th>
          <th scope="col" class="number">
            合计
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <tr>
            <th scope="row">{unit.name}</th>
            <Cells {...unit} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">合计</th>
          <Cells
            people={total(units.map(({ people }) => people))}
            other={total(units.map(({ other }) => other))}
            amount={total(units.map(({ amount }) => amount))}
          />
        </tr>
      </tfoot>
    </table>
  )
}

function Cells({ people, other, amount }: { people: Money; other: Money; amount: Money }) {
  return (
    <>
      {[people, other, amount].map((one) => (
        <td class="number">
          <TenThousand amount={one} />
        </td>
      ))}
    </>
  )
}
