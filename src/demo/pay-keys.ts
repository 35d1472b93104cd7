import { ranks, type Treatment } from './example-allowances.ts'

/** Keys into the example's standards, as a pay profile keeps them. */
type Keys = Record<string, string[]>

export type TownshipService = '不满10年' | '10年以上' | '20年以上'

/**
 * 公务员、参公人员. `duty` is a leading duty's level (乡科级正职 …) or a 职级 (一级主任科员 …); `grade` 1 … 27 with
 * `step` as many as the level has (2 … see civil_rank_level_range); `township` for those who serve in townships.
 */
export function civilServantKeys(
  person: { duty: string; grade: number; step: number },
  township?: TownshipService,
): Keys {
  const rank = ranks.find((other) => other.rank === person.duty)
  const treatment: Treatment = rank?.treatment ?? (person.duty as Treatment)
  return {
    'civil-duty': [person.duty, rank ? 'rank' : 'leading'],
    'civil-grade': [String(person.grade), String(person.step)],
    ...administrativeAllowances(treatment),
    ...townshipKeys(township),
  }
}

/** 机关工人: 高级技师, 技师, 高级工, 中级工, 初级工 or 普通工; steps 1 … 20. */
export function officeWorkerKeys(person: { grade: string; step: number }, township?: TownshipService): Keys {
  return {
    'worker-post': [person.grade, String(person.step)],
    'worker-grade': [person.grade],
    ...administrativeAllowances('机关工勤'),
    ...townshipKeys(township),
  }
}

/**
 * 事业单位: kind of post 管理 (1级 … 10级), 专业技术 (1级 … 13级) or 工勤 (技术工一级 … 普通工); 薪级 1 … 65, of
 * workers 1 … 40. Teachers and nurses have a tenth more.
 */
export function institutionKeys(
  person: { kind: '管理' | '专业技术' | '工勤'; post: string; step: number; teacherOrNurse?: boolean },
  township?: TownshipService,
): Keys {
  return {
    'institution-post': [person.kind, person.post],
    'institution-step': [person.kind === '工勤' ? '工勤' : '管理和专业技术', String(person.step)],
    'base-performance-pay': [person.kind, person.post],
    'institution-performance-bonus': [person.kind, person.post],
    'hardship-allowance': ['事业人员'],
    ...(person.teacherOrNurse ? { 'teacher-nurse': [] } : {}),
    ...townshipKeys(township),
  }
}

function administrativeAllowances(treatment: Treatment): Keys {
  const kinds = [
    'work-allowance',
    'living-allowance',
    'hardship-allowance',
    'basic-performance-bonus',
    'car-subsidy',
  ]
  return Object.fromEntries(kinds.map((kind) => [kind, [treatment]]))
}

function townshipKeys(township: TownshipService | undefined): Keys {
  return township === undefined ? {} : { 'township-allowance': [township] }
}
