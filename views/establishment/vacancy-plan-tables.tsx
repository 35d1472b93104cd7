import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import { expectedVacancies, planLimit, type VacancyGround } from '../../src/establishment/vacancy-ground.ts'
import type { PlanTotals } from '../../src/establishment/vacancy-plan-summary.ts'
import { Count, Vacancies } from '../parts/figure.tsx'

/** 编制情况: what a unit's plan stands on, by kind. */
export function GroundTable({
  grounds,
  year,
  today,
}: {
  grounds: readonly VacancyGround[]
  year: number
  today: string
}) {
  if (grounds.length === 0) return <p class="empty">该单位没有核定编制和在编人员，不能申报进人计划。</p>
  return (
    <table class="register">
      <caption>
        {today} 编制情况和 {year} 年末预计，单位：名
      </caption>
      <thead>
        <tr>
          <th scope="col">编制类型</th>
          {['核定', '实有', '已批未用', '冻结', '空缺', '年内到龄退休', '预计年末空缺', '最多申报'].map(
            (title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {grounds.map((ground) => (
          <tr>
            <th scope="row">{establishmentKindName(ground.establishmentKind)}</th>
            <GroundFigures ground={ground} />
            <td class="number">
              <Vacancies value={expectedVacancies(ground)} />
            </td>
            <td class="number">{planLimit(ground)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 核定、实有、已批未用、冻结、空缺、年内到龄退休. */
export function GroundFigures({ ground }: { ground: Pick<VacancyGround, 'now' | 'retiring'> }) {
  const { approved, occupied, reserved, frozen } = ground.now
  return (
    <>
      {[approved, occupied, reserved, frozen].map((count) => (
        <td class="number">
          <Count value={count} />
        </td>
      ))}
      <td class="number">
        <Vacancies value={vacancies(ground.now)} />
      </td>
      <td class="number">
        <Count value={ground.retiring} />
      </td>
    </>
  )
}

/** 申报、审核、核定计划、已申请、已用、剩余. */
export function PlanFigures({
  row,
}: {
  row: Pick<PlanTotals, 'declared' | 'reviewed' | 'approved' | 'requested' | 'used' | 'left'>
}) {
  const { left } = row
  return (
    <>
      {[row.declared, row.reviewed, row.approved, row.requested, row.used].map((count) => (
        <td class="number">
          <Count value={count} />
        </td>
      ))}
      <td class="number">{left < 0 ? <span class="over">超计划 {-left}</span> : <Count value={left} />}</td>
    </>
  )
}

export const planColumns = ['申报', '审核', '核定计划', '已申请', '已用', '剩余']
export const groundColumns = ['核定', '实有', '已批未用', '冻结', '空缺', '年内到龄退休']
