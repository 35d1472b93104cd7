import { controls } from '../../src/establishment/establishment-control.ts'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import { addDays, type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import { formatYuan, total } from '../../src/kernel/money.ts'
import type { Foreseen } from '../../src/movement/effect.ts'
import { fundingChanges } from '../../src/movement/funding-change.ts'
import type { Movement } from '../../src/movement/movement.ts'
import { isMovementKind, movementKindName, movementRule, papers } from '../../src/movement/movement-kind.ts'
import type { Assignment } from '../../src/staffing/assignment.ts'
import { messageOf } from '../messages.ts'
import { Count } from '../parts/figure.tsx'
import { FundingTable } from './funding-table.tsx'
import { RanksTaken } from './rank-standing.tsx'
import { SeatsTaken } from './seat-standing.tsx'

type ConsequencesProps = {
  movement: Movement
  personName: string
  foreseen: Foreseen
  names: ReadonlyMap<string, string>
  /** without the role for pay, amounts are not shown */
  mayReadPay: boolean
}

/** In sentences and numbers: who, the establishment before and after, the money, the papers. */
export function Consequences({ movement, personName, foreseen, names, mayReadPay }: ConsequencesProps) {
  const rule = isMovementKind(movement.kind) ? movementRule(movement.kind) : null
  const name = (organizationId: string) => names.get(organizationId) ?? '（已撤销机构）'
  return (
    <section class="consequences">
      <h2>人员</h2>
      <ul>
        {sentencesOf(movement, personName, name).map((sentence) => (
          <li>{sentence}</li>
        ))}
        <li>在编经历：{spellsInWords(foreseen.after, name)}</li>
      </ul>
      {foreseen.entered.length === 0 ? null : (
        <>
          <h2>编制</h2>
          {foreseen.entered.map((entered) => (
            <Standing {...entered} />
          ))}
          {movement.particulars.entryOverrideId !== undefined &&
          foreseen.entered.every(({ override }) => override === null) ? (
            <p class="note">尚有空编，所选的超编进人特批不占用名额。</p>
          ) : null}
          <table class="register">
            <caption>进入前后（单位：名）</caption>
            <thead>
              <tr>
                <th scope="col">机构</th>
                <th scope="col">编制类型</th>
                <th scope="col">起始日期</th>
                <th scope="col" class="number">
                  核定
                </th>
                <th scope="col" class="number">
                  实有
                </th>
                <th scope="col" class="number">
                  已批未用
                </th>
                <th scope="col" class="number">
                  空缺
                </th>
                <th scope="col">控制方式</th>
              </tr>
            </thead>
            <tbody>
              {foreseen.entered.map(
                ({ organizationId, establishmentKind, effectiveFrom, position, control }) => (
                  <tr>
                    <td>{name(organizationId)}</td>
                    <td>{establishmentKindName(establishmentKind)}</td>
                    <td>{effectiveFrom}</td>
                    <td class="number">{position.approved}</td>
                    <td class="number">
                      {position.occupied} → {position.occupied + 1}
                    </td>
                    <td class="number">
                      <Count value={position.reserved} />
                    </td>
                    <td class="number">
                      {vacancies(position)} → {vacancies(position) - 1}
                    </td>
                    <td>{controls[control]}</td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </>
      )}
      <SeatsTaken seats={foreseen.seats} name={name} />
      <RanksTaken ranks={foreseen.ranks} name={name} />
      <h2>经费</h2>
      {mayReadPay ? (
        <Money foreseen={foreseen} name={name} names={names} />
      ) : (
        <p class="note">当前角色不查看工资经费。</p>
      )}
      <h2>文书</h2>
      <p>
        {rule === null || rule.papers.length === 0
          ? '不需打印通知单。'
          : `生效后打印：${rule.papers.map((paper) => papers[paper]).join('、')}。`}
      </p>
    </section>
  )
}

/** How it may go on where there is no place: by warning, or by an override. */
function Standing({ warning, override }: Foreseen['entered'][number]) {
  if (override !== null) {
    return (
      <p class="warning wrong">
        没有空编，凭超编进人特批 {override.number}（{override.documentNumber}）进入，用后剩余 {override.left}{' '}
        名。
      </p>
    )
  }
  return warning === null ? null : <p class="warning">该编制类型为提示控制，可以提交：{messageOf(warning)}</p>
}

function Money({
  foreseen,
  name,
  names,
}: {
  foreseen: Foreseen
  name: (id: string) => string
  names: ReadonlyMap<string, string>
}) {
  const { year, differences } = foreseen.wholeYear
  if (foreseen.differences.length === 0 && differences.length === 0) {
    return <p>人员经费没有变化。新进人员尚未登记工资档案的，登记后再测算。</p>
  }
  return (
    <>
      <ul>
        {fundingChanges(foreseen.differences).map((change) => (
          <li>
            {change.year} 年{name(change.payingOrganizationId)}人员经费
            {change.amount.isNegative() ? '减少' : '增加'} {formatYuan(change.amount.abs())}{' '}
            元，生效后提请财政调整预算。
          </li>
        ))}
        <li>
          {year} 年全年影响：
          {formatYuan(total(differences.map(({ amount }) => amount)))} 元。
        </li>
      </ul>
      {foreseen.differences.length === 0 ? null : (
        <FundingTable caption="已测算年度的增减" differences={foreseen.differences} names={names} />
      )}
    </>
  )
}

function sentencesOf(movement: Movement, personName: string, name: (id: string) => string): string[] {
  const { kind, effectiveOn, particulars, fromOrganizationId, toOrganizationId } = movement
  const from =
    fromOrganizationId === null
      ? null
      : `${name(fromOrganizationId)}${establishmentKindName(movement.fromEstablishmentKind ?? '')}`
  const to =
    toOrganizationId === null
      ? null
      : `${name(toOrganizationId)}${establishmentKindName(movement.toEstablishmentKind ?? '')}`
  const day = inChinese(effectiveOn)
  if (particulars.takesBack === true)
    return [`冲销${personName}${day}的${movementKindName(kind)}，视为没有发生。`]
  const sentences: string[] = []
  if (to !== null && from === null)
    sentences.push(`${personName}自${day}起进入${to}（${movementKindName(kind)}）。`)
  else if (to !== null)
    sentences.push(`${personName}自${day}起由${from}转入${to}（${movementKindName(kind)}）。`)
  else if (isMovementKind(kind) && movementRule(kind).direction === 'out') {
    sentences.push(
      `${personName}自${day}起不再占用${from ?? ''}（${movementKindName(kind)}），末日为 ${addDays(effectiveOn, -1)}。`,
    )
  } else sentences.push(`${personName}自${day}起${movementKindName(kind)}，编制单位不变（${from ?? ''}）。`)
  if (particulars.place !== undefined) sentences.push(`到${particulars.place.name}工作，工资发放单位不变。`)
  if (particulars.otherUnit !== undefined) sentences.push(`来源（去向）单位：${particulars.otherUnit}。`)
  const appointed = [particulars.duty, particulars.rank, particulars.post].flatMap(
    (post) => post?.title ?? [],
  )
  if (appointed.length > 0) sentences.push(`任 ${appointed.join('、')}。`)
  return sentences
}

function spellsInWords(assignments: readonly Assignment[], name: (id: string) => string): string {
  if (assignments.length === 0) return '没有在编经历。'
  return assignments
    .map(
      ({ organizationId, establishmentKind, effectiveFrom, effectiveTo }) =>
        `${period(effectiveFrom, effectiveTo)}${name(organizationId)}（${establishmentKindName(establishmentKind)}）`,
    )
    .join('；')
}

function period(from: IsoDate, to: IsoDate | null): string {
  return to === null ? `${from} 起 ` : `${from} 至 ${addDays(to, -1)} `
}
