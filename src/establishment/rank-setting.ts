import { type IsoDate, inForce, type Period, uncovered } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import { compareEstablishmentKinds, establishmentKindName } from './establishment-kind.ts'
import {
  groupName,
  isInGroup,
  liesWithin,
  percentInWords,
  type RankApproval,
  type RankGroup,
  type RankRatio,
  rankLadder,
  roundings,
  sameGroup,
} from './rank-quota.ts'

/** How a row of either series stands in the registry: on which paper, by whom, until when believed. */
type Recorded = Period & {
  note: string
  document: ApprovalDocument
  recordedAt: Date
  recordedByName: string | null
  supersededAt: Date | null
}

/** 职级职数比例 as recorded. */
export type RatioRow = RankRatio & Recorded & { ratioId: string }

/** 核定职级职数 as recorded. */
export type ApprovalRow = RankApproval & Recorded & { approvalId: string; organizationName: string }

/** What to close, and what is written in its place with an earlier end. */
export type SeriesChange<Row> = { superseded: Row | null; shortenedTo: IsoDate | null }

/**
 * Another value from a day on: the row in force ends there, one that begins on that very day was wrong and is replaced.
 * What is recorded for a later day is not written over: it is put right on its own day first.
 */
export function changeFrom<Row extends Period>(
  known: readonly Row[],
  on: IsoDate,
): Outcome<SeriesChange<Row>> {
  const later = known.find(({ effectiveFrom }) => effectiveFrom > on)
  if (later !== undefined) {
    const because = `本组职级${later.effectiveFrom} 起已另有登记。请先按该日更正或停用，再登记本项。`
    return refused({ code: 'refused', field: 'effectiveFrom', because })
  }
  const current = known.find((row) => inForce(row, on)) ?? null
  const shortenedTo = current === null || current.effectiveFrom === on ? null : on
  return done({ superseded: current, shortenedTo })
}

/** 停用: not in force on the day any more; from its own first day it is taken back as a whole. */
export function endFrom<Row extends Period>(row: Row, endsOn: IsoDate): Outcome<SeriesChange<Row>> {
  const { effectiveFrom, effectiveTo } = row
  if (endsOn < effectiveFrom || (effectiveTo !== null && endsOn >= effectiveTo)) {
    const until = effectiveTo === null ? '' : `、早于 ${effectiveTo}`
    const because = `停用日期应不早于 ${effectiveFrom}${until}。请更正日期。`
    return refused({ code: 'refused', field: 'endsOn', because })
  }
  return done({ superseded: row, shortenedTo: endsOn === effectiveFrom ? null : endsOn })
}

/**
 * What does not fit about a ratio, beside the ratios believed now: its group goes down the ladder and crosses no other;
 * the group whose number it is a share of holds it, and is in force as long as it is.
 */
export function checkRatio(
  ratio: RankRatio & { effectiveFrom: IsoDate },
  known: readonly (RankRatio & Period)[],
): Problem | null {
  const from = ratio.effectiveFrom
  const period = { effectiveFrom: from, effectiveTo: null }
  if (ratio.fromLevel > ratio.toLevel) {
    return said('toLevel', '职级由高到低填写：“至”不得高于“自”。请更正。')
  }
  const lasting = known.filter(({ effectiveTo }) => effectiveTo === null || effectiveTo > from)
  const crossed = lasting.find((other) => crosses(ratio, other))
  if (crossed !== undefined) {
    return said('toLevel', `与${groupName(crossed)}交叉。两组职级应互不重叠，或一组包含另一组，请更正范围。`)
  }
  const { outer } = ratio
  if (outer === null) return null
  if (!liesWithin(ratio, outer)) {
    return said('base', `${groupName(outer)}应包含本组职级且大于本组。请更正计算基数。`)
  }
  const around = known.filter((other) => sameGroup(other, outer))
  const [missing] = uncovered(period, around)
  if (missing === undefined) return null
  return said('base', `${groupName(outer)}${missing.effectiveFrom} 起没有登记比例。请先登记该组比例。`)
}

/** An outer group is needed as long as a share of its number holds. */
export function checkEnd(
  row: RankRatio & Period,
  endsOn: IsoDate,
  known: readonly (RankRatio & Period)[],
): Problem | null {
  const inner = known.find(
    ({ outer, effectiveTo }) =>
      outer !== null && sameGroup(outer, row) && (effectiveTo === null || effectiveTo > endsOn),
  )
  if (inner === undefined) return null
  return said('endsOn', `${groupName(inner)}按本组职数的比例核定。请先停用该组，再停用本组。`)
}

/** Is everything but the day, the paper and the note as it was? */
export function sameRatio(a: RankRatio, b: RankRatio): boolean {
  return valueTold(a) === valueTold(b)
}

/** 一级至四级主任科员：行政编制的 60%，向下取整，领导职务兼任职级的不占用；朝编发〔2020〕1号，2020-12-22 起。示范比例 */
export function groundsInWords(row: RatioRow): string {
  const { effectiveFrom, document, note } = row
  const said = note === '' ? '' : `${note}。`
  return `${groupName(row)}：${ratioInWords(row)}；${document.number}，${effectiveFrom} 起。${said}`
}

/** 行政编制的 60%，向下取整，领导职务兼任职级的不占用 */
export function ratioInWords({
  percent,
  establishmentKinds,
  outer,
  rounding,
  leadersCount,
}: RankRatio): string {
  const share = percentInWords(percent)
  if (outer !== null) return `${groupName(outer)}职数的 ${share}，${roundings[rounding]}`
  const kinds = [...establishmentKinds].sort(compareEstablishmentKinds).map(establishmentKindName).join('、')
  return `${kinds}的 ${share}，${roundings[rounding]}，领导职务兼任职级的${leadersCount ? '占用' : '不占用'}`
}

function valueTold({ percent, establishmentKinds, outer, rounding, leadersCount }: RankRatio): string {
  const base =
    outer === null ? [[...establishmentKinds].sort(), leadersCount] : [outer.fromLevel, outer.toLevel]
  return JSON.stringify([percent, rounding, base])
}

/** Some 职级 stand in both, and neither group holds the other. */
function crosses(a: RankGroup, b: RankGroup): boolean {
  const shared = rankLadder.some(({ code }) => isInGroup(code, a) && isInGroup(code, b))
  return shared && !sameGroup(a, b) && !liesWithin(a, b) && !liesWithin(b, a)
}

function said(field: string, because: string): Problem {
  return { code: 'refused', field, because }
}
