import type { AdjustmentLineRow, AdjustmentRow } from '../budget/budget-adjustment.ts'
import { establishmentKindName } from '../establishment/establishment-kind.ts'
import { dayInShanghai } from '../kernel/clock.ts'
import { economicName, functionName } from '../kernel/codes.ts'
import { addDays, type IsoDate, inChinese } from '../kernel/dates.ts'
import { formatYuan, type Money, total } from '../kernel/money.ts'
import { issuer, type PaperBlock, type PaperFact, type PrintedPaper } from '../kernel/printed-paper.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import { sexNames } from '../staffing/person-words.ts'
import type { Movement } from './movement.ts'
import { movementKindName, type Paper, papers } from './movement-kind.ts'
import type { Signature } from './signature.ts'

/** What a notice tells of. */
export type NoticeFacts = {
  movement: Movement
  person: { name: string; sex: string; bornOn: IsoDate; identityMasked: string }
  names: ReadonlyMap<string, string>
  document: ApprovalDocument | null
  signatures: readonly Signature[]
  /** proposed to the budget by this movement */
  adjustments: readonly { adjustment: AdjustmentRow; lines: readonly AdjustmentLineRow[] }[]
  regionName: string
  /** where nobody signed, as with somebody moved by a reform */
  issuedOn: IsoDate
}

/** 入编、出编、编制变动、经费变动通知单, as they are sent to the unit, to personnel and to finance. */
export function notice(paper: Paper, facts: NoticeFacts): PrintedPaper {
  const { movement, names, signatures, regionName, issuedOn } = facts
  const unit = names.get(movement.toOrganizationId ?? movement.fromOrganizationId ?? '') ?? ''
  const last = signatures.at(-1)
  const agreed = signatures.filter(({ decision }) => decision === 'agree')
  return {
    title: papers[paper],
    number: movement.number,
    warning: null,
    blocks: [
      { kind: 'addressee', text: `${paper === 'funding-change' ? '财政部门' : unit}：` },
      { kind: 'text', text: openingOf(paper, facts) },
      ...(paper === 'funding-change' ? fundingOf(facts) : [placesOf(facts)]),
      { kind: 'text', text: closings[paper] },
      issuer(regionName, inChinese(last === undefined ? issuedOn : dayInShanghai(last.recordedAt))),
      { kind: 'signers', text: agreed.map(({ signedByName }) => signedByName).join('　') },
    ],
  }
}

function openingOf(paper: Paper, { movement, person, document }: NoticeFacts): string {
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

const closings: Record<Paper, string> = {
  'entry-notice': '请凭本单办理工资核定、社会保险和预算列支手续。',
  'exit-notice': '请凭本单办理工资停发、社会保险和预算减列手续。',
  'transfer-notice': '请凭本单办理工资核定、社会保险和预算列支手续。',
  'funding-change': '本单送财政部门办理预算调整，经受理后计入调整预算数。',
}

function placesOf({ movement, person, names }: NoticeFacts): PaperBlock {
  const place = (organizationId: string | null, kind: string | null) =>
    organizationId === null
      ? null
      : `${names.get(organizationId) ?? ''}　${establishmentKindName(kind ?? '')}`
  const { duty, rank, post, otherUnit } = movement.particulars
  const from = place(movement.fromOrganizationId, movement.fromEstablishmentKind)
  const to = place(movement.toOrganizationId, movement.toEstablishmentKind)
  // 来源单位 of somebody who comes, 去向单位 of somebody who goes.
  const leaves = movement.toOrganizationId === null && movement.fromOrganizationId !== null
  const rows: PaperFact[] = [
    { name: '姓名', text: person.name },
    { name: '性别', text: sexNames[person.sex] ?? person.sex },
    { name: '出生日期', text: person.bornOn },
    { name: '公民身份号码', text: person.identityMasked },
    { name: '原编制单位', text: from ?? otherUnit ?? '—' },
    leaves ? { name: '去向单位', text: otherUnit ?? '—' } : { name: '现编制单位', text: to ?? '—' },
    { name: '职务职级', text: [duty, rank, post].flatMap((held) => held?.title ?? []).join('、') || '—' },
    { name: '事由', text: movement.reason },
  ]
  return { kind: 'facts', rows }
}

function fundingOf({ adjustments, names }: NoticeFacts): PaperBlock[] {
  if (adjustments.length === 0) {
    return [{ kind: 'text', text: '已通过的年初预算没有因本次异动增减。' }]
  }
  return adjustments.map(({ adjustment, lines }) => ({
    kind: 'amounts',
    columns: [
      `${adjustment.year} 年 ${names.get(adjustment.organizationId) ?? ''}`,
      '功能科目',
      '部门经济科目',
      '增减（元）',
    ],
    rows: lines.map(({ projectName, functionCode, economicCode, amount }) => [
      projectName,
      `${functionCode} ${functionName(functionCode) ?? ''}`,
      `${economicCode} ${economicName(economicCode) ?? ''}`,
      shown(amount),
    ]),
    total: shown(total(lines.map(({ amount }) => amount))),
  }))
}

function shown(amount: Money): string {
  return amount.isZero() ? '–' : formatYuan(amount)
}
