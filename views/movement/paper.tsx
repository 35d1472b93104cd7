import type { Child } from 'hono/jsx'
import type { AdjustmentLineRow, AdjustmentRow } from '../../src/budget/budget-adjustment.ts'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { dayInShanghai } from '../../src/kernel/clock.ts'
import { economicName, functionName } from '../../src/kernel/codes.ts'
import { addDays, type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import { total } from '../../src/kernel/money.ts'
import type { Movement } from '../../src/movement/movement.ts'
import { movementKindName, type Paper, papers } from '../../src/movement/movement-kind.ts'
import type { Signature } from '../../src/movement/signature.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import { Yuan } from '../parts/figure.tsx'
import { sexName } from '../parts/person-words.ts'

export type PaperProps = {
  paper: Paper
  movement: Movement
  person: { name: string; sex: string; bornOn: IsoDate; identityMasked: string }
  names: ReadonlyMap<string, string>
  document: ApprovalDocument | null
  signatures: readonly Signature[]
  /** proposed to the budget by this movement */
  adjustments: readonly { adjustment: AdjustmentRow; lines: readonly AdjustmentLineRow[] }[]
  regionName: string
  issuedOn: IsoDate
}

/** A notice on one sheet of A4, as it is sent to the unit, to personnel and to finance. */
export function PaperSheet(props: PaperProps) {
  const { paper, movement, regionName, issuedOn, names, signatures } = props
  const unit = names.get(movement.toOrganizationId ?? movement.fromOrganizationId ?? '') ?? ''
  const addressee = paper === 'funding-change' ? '财政部门' : unit
  const last = signatures.at(-1)
  return (
    <>
      <p class="buttons">
        <button type="button" class="plain" data-print>
          打印
        </button>
      </p>
      <article class="sheet">
        <h2>{papers[paper]}</h2>
        <p class="sheet-number">编号：{movement.number}</p>
        <p>{addressee}：</p>
        <p class="sheet-text">{openingOf(props)}</p>
        <table class="sheet-facts">
          <caption class="hidden">{papers[paper]}</caption>
          <tbody>{paper === 'funding-change' ? <FundingRows {...props} /> : <PlaceRows {...props} />}</tbody>
        </table>
        <p class="sheet-text">{closingOf(paper)}</p>
        <p class="sheet-signature">
          {regionName.replace(/（.*）$/, '')}委机构编制委员会办公室
          <br />
          {last === undefined ? inChinese(issuedOn) : inChinese(beijingDay(last.recordedAt))}
        </p>
        <p class="sheet-signers">
          {signatures
            .filter(({ decision }) => decision === 'agree')
            .map(({ signedByName }) => signedByName)
            .join('　')}
        </p>
      </article>
    </>
  )
}

function openingOf({ paper, movement, person, document }: PaperProps): string {
  const by = document === null ? '' : `根据${document.number}《${document.title}》，`
  const day = inChinese(movement.effectiveOn)
  const kind = movementKindName(movement.kind)
  if (paper === 'entry-notice') return `${by}经核准，${person.name}自${day}起入编（${kind}）。`
  if (paper === 'exit-notice') {
    return `${by}经核准，${person.name}自${day}起出编（${kind}），占编至${inChinese(addDays(movement.effectiveOn, -1))}。`
  }
  if (paper === 'transfer-notice') return `${by}经核准，${person.name}自${day}起变动编制（${kind}）。`
  return `${by}${person.name}自${day}起${kind}，人员经费相应变动，请按规定调整预算。`
}

function closingOf(paper: Paper): string {
  if (paper === 'funding-change') return '本单送财政部门办理预算调整，经受理后计入调整预算数。'
  if (paper === 'exit-notice') return '请凭本单办理工资停发、社会保险和预算减列手续。'
  return '请凭本单办理工资核定、社会保险和预算列支手续。'
}

function PlaceRows({ movement, person, names }: PaperProps) {
  const place = (organizationId: string | null, kind: string | null) =>
    organizationId === null
      ? null
      : `${names.get(organizationId) ?? ''}　${establishmentKindName(kind ?? '')}`
  const { duty, rank, post, otherUnit } = movement.particulars
  const rows: [string, Child][] = [
    ['姓名', person.name],
    ['性别', sexName(person.sex)],
    ['出生日期', person.bornOn],
    ['公民身份号码', person.identityMasked],
    ['原编制单位', place(movement.fromOrganizationId, movement.fromEstablishmentKind) ?? otherUnit ?? '—'],
    ['现编制单位', place(movement.toOrganizationId, movement.toEstablishmentKind) ?? '—'],
    ['职务职级', [duty, rank, post].flatMap((held) => held?.title ?? []).join('、') || '—'],
    ['事由', movement.reason],
  ]
  return (
    <>
      {rows.map(([title, value]) => (
        <tr>
          <th scope="row">{title}</th>
          <td>{value}</td>
        </tr>
      ))}
    </>
  )
}

function FundingRows({ adjustments, names }: PaperProps) {
  if (adjustments.length === 0) {
    return (
      <tr>
        <td>已通过的年初预算没有因本次异动增减。</td>
      </tr>
    )
  }
  return (
    <>
      {adjustments.map(({ adjustment, lines }) => (
        <>
          <tr>
            <th scope="col">
              {adjustment.year} 年 {names.get(adjustment.organizationId) ?? ''}
            </th>
            <th scope="col">功能科目</th>
            <th scope="col">部门经济科目</th>
            <th scope="col" class="number">
              增减（元）
            </th>
          </tr>
          {lines.map(({ projectName, functionCode, economicCode, amount }) => (
            <tr>
              <td>{projectName}</td>
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
          <tr>
            <th scope="row" colspan={3}>
              合计
            </th>
            <td class="number">
              <Yuan amount={total(lines.map(({ amount }) => amount))} />
            </td>
          </tr>
        </>
      ))}
    </>
  )
}

function beijingDay(at: Date): IsoDate {
  return dayInShanghai(at)
}
