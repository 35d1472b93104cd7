import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import { staffOf } from '../establishment/establishment-kind.ts'
import { type IsoDate, inForce, yearOf } from '../kernel/dates.ts'
import { gradePay2006 } from '../pay/national-standards-2006.ts'
import { addAmounts, addBases } from './district-pay-amounts.ts'
import type { DistrictRows } from './district-rows.ts'
import { moment } from './example-region.ts'
import type { Generator } from './generator.ts'
import { knownSeries } from './known-series.ts'
import { type Member, yearsOfService } from './member.ts'
import {
  type Assignment,
  type Career,
  type PayRows,
  type Post,
  payOpening,
  period,
  written,
} from './pay-career.ts'
import { civilServantKeys, institutionKeys, officeWorkerKeys, type TownshipService } from './pay-keys.ts'
import type { Unit } from './unit.ts'

/** 工资档案、个人金额、缴费基数 of everybody but the people of establishment-office.ts. */
export function districtPay(
  { assignments, personPosts, movementEffects }: DistrictRows,
  members: readonly Member[],
  units: readonly Unit[],
  generator: Generator,
): PayRows {
  const rows: PayRows = { payProfiles: [], personalAmounts: [], contributionBases: [] }
  const placesOf = standing(assignments)
  const postsOf = standing(personPosts)
  const unitOf = new Map(units.map((unit) => [unit.id, unit]))
  const effects = new Map(movementEffects.map(({ movementId, recordedAt }) => [movementId, recordedAt]))
  for (const member of members) {
    const career: Career = {
      member,
      assignments: placesOf.get(member.personId) ?? [],
      posts: postsOf.get(member.personId) ?? [],
      units: unitOf,
      beganAt: (movementId) => effects.get(movementId ?? '') ?? member.particulars.recordedAt,
      teacherOrNurse: teachesOrNurses(member, generator),
    }
    addProfiles(rows, career, generator)
    addAmounts(rows, career, generator)
    addBases(rows, career, generator)
  }
  return rows
}

/**
 * 工资档案建档 or entry, the New Year after it in service, and the days on which a movement changed place or post.
 * Pay was taken into the registry for the budget of 2023; what came before stands in the paper files.
 */
function addProfiles({ payProfiles }: PayRows, career: Career, generator: Generator): void {
  const { member, assignments, posts } = career
  const first = assignments[0]
  if (!first) return
  const last = assignments.at(-1)?.effectiveTo ?? null
  if (last !== null && last <= payOpening) return
  const turns = new Map<IsoDate, { knownAt: Date; movementId: string | null; reason: string }>()
  for (const [day, reason] of [
    [payOpening, '工资档案建档'],
    ['2024-01-01', '年度考核称职（合格），正常晋升工资档次（薪级）'],
  ] as const) {
    const knownAt = moment(`${yearOf(day) - 1}-12-${generator.whole({ least: 18, most: 26 })}`, '15:40')
    const there = first.effectiveFrom <= day && (last === null || day < last)
    if (there) turns.set(day, { knownAt, movementId: null, reason })
  }
  const begun = [
    ...posts.map(({ effectiveFrom, movementId }) => ({ effectiveFrom, movementId })),
    ...assignments.map(({ effectiveFrom, begunByMovementId }) => ({
      effectiveFrom,
      movementId: begunByMovementId,
    })),
  ]
  for (const { effectiveFrom, movementId } of begun) {
    if (effectiveFrom < payOpening || !movementId) continue
    turns.set(effectiveFrom, { knownAt: career.beganAt(movementId), movementId, reason: '随异动重新确定' })
  }
  const versions = [...turns.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([effectiveFrom, { knownAt, ...more }]) => {
      const profile = profileOn(career, effectiveFrom)
      return profile
        ? [{ effectiveFrom, knownAt, content: { personId: member.personId, ...profile, ...more } }]
        : []
    })
    .filter(({ content }, at, all) => {
      const before = all[at - 1]?.content
      return (
        !before ||
        JSON.stringify([before.scheme, before.keys]) !== JSON.stringify([content.scheme, content.keys])
      )
    })
  for (const row of knownSeries(inOrderOfKnowing(versions)))
    payProfiles.push({ ...written(generator), ...row })
}

/** A raise known before a movement that holds from an earlier day is told by the later paper. */
function inOrderOfKnowing<Version extends { knownAt: Date }>(versions: Version[]): Version[] {
  return versions.map((version, at) => {
    const latest = Math.max(...versions.slice(0, at + 1).map(({ knownAt }) => knownAt.getTime()))
    return { ...version, knownAt: new Date(latest) }
  })
}

function profileOn(
  { member, assignments, posts, units, teacherOrNurse }: Career,
  day: IsoDate,
): { scheme: string; keys: Record<string, string[]> } | null {
  const place = assignments.find((row) => inForce(period(row), day))
  const unit = units.get(place?.organizationId ?? '')
  if (!place || !unit) return null
  const held = posts.filter((row) => inForce(period(row), day))
  const grade = held.find(({ aspect }) => aspect === 'rank' || aspect === 'post')
  const duty = held.find(({ aspect }) => aspect === 'duty')
  if (!grade) return null
  const years = Math.max(0, yearsOfService(member, day))
  const kind = place.establishmentKind as EstablishmentKind
  const township = servesInTownship(unit) ? townshipService(years) : undefined
  if (kind === 'office-worker') {
    const keys = officeWorkerKeys(
      { grade: grade.title.replace('机关', ''), step: within(years + 1, 20) },
      township,
    )
    return { scheme: 'office-worker', keys }
  }
  if (staffOf(kind) === 'institution') {
    return {
      scheme: 'institution',
      keys: institutionKeys({ ...postOf(grade.title, years), teacherOrNurse }, township),
    }
  }
  const level = { '0141': '乡科级正职', '0142': '乡科级副职' }[duty?.levelCode ?? ''] ?? grade.title
  return {
    scheme: 'civil-servant',
    keys: civilServantKeys({ duty: level, ...civilGrade(level, years) }, township),
  }
}

/** 级别 within the range of the rank (civil_rank_level_range), a level about every five years, a step every two. */
function civilGrade(level: string, years: number): { grade: number; step: number } {
  const ranges: Record<string, readonly [lowest: number, highest: number]> = {
    乡科级正职: [22, 16],
    乡科级副职: [24, 17],
    一级主任科员: [21, 15],
    二级主任科员: [22, 16],
    三级主任科员: [23, 17],
    四级主任科员: [24, 18],
    一级科员: [26, 18],
    二级科员: [27, 19],
  }
  const [lowest, highest] = ranges[level] ?? [27, 19]
  const grade = Math.max(highest, Math.min(lowest, 26 - Math.floor(years / 4)))
  const steps = gradePay2006[grade - 1]?.[2] ?? 6
  return { grade, step: within(1 + Math.floor(years / 4) + (Math.floor(years / 2) % 2), steps) }
}

const chineseDigits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三']

/** 专业技术十级 → 专业技术, 10级; 薪级 rises by one a year. */
function postOf(
  title: string,
  years: number,
): { kind: '管理' | '专业技术' | '工勤'; post: string; step: number } {
  const worker = { 事业单位技师: '技术工二级', 事业单位高级工: '技术工三级', 事业单位中级工: '技术工四级' }[
    title
  ]
  if (title.startsWith('事业单位'))
    return { kind: '工勤', post: worker ?? '技术工五级', step: within(years + 2, 40) }
  const kind = title.startsWith('管理') ? '管理' : '专业技术'
  const post = chineseDigits.indexOf(title.slice(kind.length, -1))
  return { kind, post: `${post}级`, step: within(years + 5, 65) }
}

/** Not superseded, by person, oldest first. */
function standing<Row extends Assignment | Post>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    if (row.supersededAt) continue
    const group = groups.get(row.personId)
    if (group) group.push(row)
    else groups.set(row.personId, [row])
  }
  for (const group of groups.values()) group.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return groups
}

function teachesOrNurses({ unit, ladder }: Member, generator: Generator): boolean {
  if (ladder !== 'professional') return false
  return unit.calling === 'teaching' || (unit.calling === 'medicine' && generator.chance(0.5))
}

function servesInTownship(unit: Unit): boolean {
  return /^.{2,3}[镇乡]/.test(unit.shortName)
}

function townshipService(years: number): TownshipService {
  if (years < 10) return '不满10年'
  return years < 20 ? '10年以上' : '20年以上'
}

function within(value: number, most: number): number {
  return Math.max(1, Math.min(value, most))
}
