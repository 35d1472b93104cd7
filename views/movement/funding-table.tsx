import { economicName, functionName } from '../../src/kernel/codes.ts'
import { total } from '../../src/kernel/money.ts'
import type { CostDifference } from '../../src/pay/cost-difference.ts'
import { Yuan } from '../parts/figure.tsx'

/** What changes in the cost of people, line by line, in yuan. */
export function FundingTable({
  caption,
  differences,
  names,
}: {
  caption: string
  differences: readonly CostDifference[]
  names: ReadonlyMap<string, string>
}) {
  return (
    <table class="register">
      <caption>{caption}（单位：元）</caption>
      <thead>
        <tr>
          <th scope="col">工资发放单位</th>
          <th scope="col">功能科目</th>
          <th scope="col">部门经济科目</th>
          <th scope="col" class="number">
            增减
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ payingOrganizationId, functionCode, economicCode, amount }) => (
          <tr>
            <td>{names.get(payingOrganizationId) ?? ''}</td>
            <td>
              {functionCode} {functionName(functionCode)}
            </td>
            <td>
              {economicCode} {economicName(economicCode)}
            </td>
            <td class="number">
              <Yuan amount={amount} />
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
            <Yuan amount={total(differences.map(({ amount }) => amount))} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
