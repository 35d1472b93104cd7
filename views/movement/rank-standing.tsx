import { controls } from '../../src/establishment/establishment-control.ts'
import { groupName, type RankQuota, vacantRanks } from '../../src/establishment/rank-quota.ts'
import { type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import type { RankEntered } from '../../src/movement/effect.ts'
import { messageOf } from '../messages.ts'
import { VacantSeats } from '../parts/figure.tsx'

type RanksTakenProps = { ranks: readonly RankEntered[]; name: (organizationId: string) => string }

/** 职级职数 before and after: each group of which the person takes up one more, and the warning where none is left. */
export function RanksTaken({ ranks, name }: RanksTakenProps) {
  if (ranks.length === 0) return null
  return (
    <>
      <h2>职级职数</h2>
      {ranks.map(({ warning }) =>
        warning === null ? null : <p class="warning">职级职数为提示控制，可以提交：{messageOf(warning)}</p>,
      )}
      <table class="register">
        <caption>任职级前后（单位：名）</caption>
        <thead>
          <tr>
            <th scope="col">机构</th>
            <th scope="col">职级</th>
            <th scope="col">起始日期</th>
            {['职数', '实有', '空缺'].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
            <th scope="col">控制方式</th>
          </tr>
        </thead>
        <tbody>
          {ranks.map(({ organizationId, on, number, held, control, ...group }) => (
            <tr>
              <td>{name(organizationId)}</td>
              <td>{groupName(group)}</td>
              <td>{on}</td>
              <td class="number">{number}</td>
              <td class="number">
                {held} → {held + 1}
              </td>
              <td class="number">
                {number - held} → <VacantSeats value={number - held - 1} />
              </td>
              <td>{controls[control]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** On the record of what took effect: the groups on that day as they were known at that moment. */
export function RanksOnRecord({ ranks, on }: { ranks: readonly RankQuota[]; on: IsoDate }) {
  return (
    <>
      {ranks.map((quota) => {
        const vacant = vacantRanks(quota)
        return (
          <p class={vacant < 0 ? 'warning wrong' : 'note'}>
            {inChinese(on)}
            {groupName(quota)}：职数 {quota.number} 名，实有 {quota.held} 名（含本次任职级），
            {vacant < 0 ? `超职数 ${-vacant} 名。` : `空缺 ${vacant} 名。`}
          </p>
        )
      })}
    </>
  )
}
