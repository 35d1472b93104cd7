import {
  compareEstablishmentKinds,
  establishmentKindName,
} from '../../src/establishment/establishment-kind.ts'
import { leadershipPositions, vacantSeats } from '../../src/establishment/leadership-post.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { inChineseOrder } from '../../src/kernel/chinese-order.ts'
import { inChinese } from '../../src/kernel/dates.ts'
import { formatYuan } from '../../src/kernel/money.ts'
import { fundingChanges } from '../../src/movement/funding-change.ts'
import { abolishedIds, type Reform, reformKinds, staysInUnit } from '../../src/movement/reform.ts'
import type { ReformEffect, ReformPosition } from '../../src/movement/reform-effect.ts'
import { organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { Count, Vacancies, VacantSeats } from '../parts/figure.tsx'
import { FundingTable } from './funding-table.tsx'
import { ReformPeople } from './reform-people.tsx'

export type ReformConsequencesProps = {
  reform: Reform
  effect: ReformEffect
  names: ReadonlyMap<string, string>
  mayReadPay: boolean
  link: Link
}

/** In sentences and numbers: units, places before and after, posts, people, money. */
export function ReformConsequences({ reform, effect, names, mayReadPay, link }: ReformConsequencesProps) {
  const name = (organizationId: string) => names.get(organizationId) ?? '（未登记的机构）'
  const word = reform.kind === 'transfer' ? '调动' : '改革'
  return (
    <section class="consequences">
      <h2>机构</h2>
      <ul>
        {sentencesOf(reform, name).map((sentence) => (
          <li>{sentence}</li>
        ))}
        {effect.children.map(({ name: child, fromId, toId }) => (
          <li>
            {name(fromId)}
            {child}：{toId === null ? '撤销' : `转入${name(toId)}`}。
          </li>
        ))}
      </ul>
      <h2>编制</h2>
      <Positions caption={`${reform.effectiveOn} ${word}前（单位：名）`} rows={effect.before} name={name} />
      <Positions caption={`${reform.effectiveOn} ${word}后（单位：名）`} rows={effect.after} name={name} />
      {effect.over.map((over) => (
        <p class="warning">
          {name(over.organizationId)}
          {establishmentKindName(over.establishmentKind)}
          {inChinese(over.on)}起超编 {-vacancies(over)} 名：核定 {over.approved} 名，实有 {over.occupied}{' '}
          名，已批未用 {over.reserved} 名，冻结 {over.frozen} 名。
        </p>
      ))}
      {reform.kind === 'transfer' ? null : <SeatTable effect={effect} name={name} />}
      {effect.seatsOver.map(({ organizationId, rank, position, on, approved, held }) => (
        <p class="warning">
          {name(organizationId)}
          {wordOf(organizationRanks, rank)}
          {wordOf(leadershipPositions, position)}
          {inChinese(on)}起超职数 {held - approved} 名：核定 {approved} 名，实配 {held} 名。
        </p>
      ))}
      <h2>人员</h2>
      <ReformPeople people={effect.people} staying={effect.staying} names={names} link={link} />
      <h2>经费</h2>
      {mayReadPay ? (
        <Funding effect={effect} names={names} name={name} />
      ) : (
        <p class="note">当前角色不查看工资经费。</p>
      )}
    </section>
  )
}

type Named = { name: (organizationId: string) => string }

export function Positions({
  caption,
  rows,
  name,
}: Named & { caption: string; rows: readonly ReformPosition[] }) {
  if (rows.length === 0) return <p class="empty">{caption}：没有核定编制和在编人员。</p>
  const ordered = rows.toSorted(
    (a, b) =>
      inChineseOrder(name(a.organizationId), name(b.organizationId)) ||
      compareEstablishmentKinds(a.establishmentKind, b.establishmentKind),
  )
  const sum = (pick: (row: ReformPosition) => number) => rows.reduce((total, row) => total + pick(row), 0)
  return (
    <table class="register">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">机构</th>
          <th scope="col">编制类型</th>
          {['核定', '实有', '已批未用', '冻结', '空缺'].map((title) => (
            <th scope="col" class="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ordered.map((row) => (
          <tr>
            <th scope="row">{name(row.organizationId)}</th>
            <td>{establishmentKindName(row.establishmentKind)}</td>
            {[row.approved, row.occupied, row.reserved, row.frozen].map((count) => (
              <td class="number">
                <Count value={count} />
              </td>
            ))}
            <td class="number">
              <Vacancies value={vacancies(row)} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan={2}>
            合计
          </th>
          {[
            sum(({ approved }) => approved),
            sum(({ occupied }) => occupied),
            sum(({ reserved }) => reserved),
            sum(({ frozen }) => frozen),
          ].map((count) => (
            <td class="number">
              <Count value={count} />
            </td>
          ))}
          <td class="number">
            <Vacancies value={sum(vacancies)} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function SeatTable({ effect, name }: Named & { effect: ReformEffect }) {
  const rows = [
    ...effect.seatsBefore.map((seats) => ({ when: '改革前', seats })),
    ...effect.seatsAfter.map((seats) => ({ when: '改革后', seats })),
  ]
  if (rows.length === 0) return null
  return (
    <>
      <h2>领导职数</h2>
      <table class="register">
        <caption>领导职数（单位：名）</caption>
        <thead>
          <tr>
            {['时间', '机构', '级别', '正副'].map((title) => (
              <th scope="col">{title}</th>
            ))}
            {['核定', '实配', '空缺'].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ when, seats }) => (
            <tr>
              <td>{when}</td>
              <th scope="row">{name(seats.organizationId)}</th>
              <td>{wordOf(organizationRanks, seats.rank)}</td>
              <td>{wordOf(leadershipPositions, seats.position)}</td>
              <td class="number">
                <Count value={seats.approved} />
              </td>
              <td class="number">
                <Count value={seats.held} />
              </td>
              <td class="number">
                <VacantSeats value={vacantSeats(seats)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Funding({
  effect,
  names,
  name,
}: Named & { effect: ReformEffect; names: ReadonlyMap<string, string> }) {
  if (effect.differences.length === 0) return <p>人员经费没有变化。</p>
  return (
    <>
      <ul>
        {fundingChanges(effect.differences).map((change) => (
          <li>
            {change.year} 年{name(change.payingOrganizationId)}人员经费
            {change.amount.isNegative() ? '减少' : '增加'} {formatYuan(change.amount.abs())}{' '}
            元，生效后提请财政调整预算。
          </li>
        ))}
      </ul>
      <FundingTable caption="已测算年度的增减" differences={effect.differences} names={names} />
    </>
  )
}

const payStays = '工资档案不随编制类型变更，须套改的另行登记。'

function sentencesOf(reform: Reform, name: (organizationId: string) => string): string[] {
  const { plan, kind, effectiveOn } = reform
  const [from, to] = [plan.predecessors, plan.successors].map((units) =>
    units.map(({ organizationId }) => name(organizationId)).join('、'),
  )
  if (kind === 'transfer') {
    const { toEstablishmentKind } = plan
    const changed =
      toEstablishmentKind === undefined ? '不变' : `变更为${establishmentKindName(toEstablishmentKind)}`
    const who = `${inChinese(effectiveOn)}起，${from}在编人员 ${plan.people.length.toLocaleString('zh-CN')} 人`
    if (staysInUnit(plan)) {
      return [
        `${who}编制类型${changed}。`,
        '核定编制不变，使用本单位该编制类型的空编；职务、岗位不变。',
        payStays,
      ]
    }
    return [
      `${who}调入${to}，编制类型${changed}。`,
      plan.placesGoAlong === true ? '核定编制随人划转。' : '核定编制不划转，使用调入单位空编。',
      '转出人员的领导职务同日免去，另行任命。',
      ...(toEstablishmentKind === undefined ? [] : [payStays]),
    ]
  }
  const ended = abolishedIds(plan)
  const kept = plan.predecessors.filter(({ abolished }) => !abolished)
  return [
    `${inChinese(effectiveOn)}起，${from}${reformKinds[kind]}为${to}。`,
    ...plan.successors.flatMap(({ organizationId, founded }) =>
      founded === null ? [] : [`新设${name(organizationId)}，机构编码 ${founded.code}。`],
    ),
    ...(ended.length === 0 ? [] : [`撤销${ended.map(name).join('、')}。`]),
    ...(kept.length === 0
      ? []
      : [`保留${kept.map(({ organizationId }) => name(organizationId)).join('、')}。`]),
    ...(plan.endsLeadership ? ['转出人员的领导职务同日免去，另行任命。'] : []),
  ]
}
