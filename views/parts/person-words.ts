import { codeName, codesOf } from '../../src/kernel/codes.ts'
import { sexNames } from '../../src/staffing/person-words.ts'

/** A code as the office says it; one the tables do not know is shown as it stands. */
export function sexName(code: string): string {
  return sexNames[code] ?? codeName('GB2261', code) ?? code
}

export function ethnicityName(code: string): string {
  return codeName('GB3304', code) ?? code
}

export function politicalStatusName(code: string): string {
  return codeName('GB4762', code) ?? code
}

/** 大学本科教育 is 大学本科 in a list. */
export function educationName(code: string | null): string {
  if (code === null) return ''
  return (codeName('GB4658_2006', code) ?? code).replace(/教育$/, '')
}

export function degreeName(code: string | null): string {
  return code === null ? '' : (codeName('GB6864', code) ?? code)
}

export function secondmentName(kind: string | null): string {
  const names: Record<string, string> = { borrowing: '借调', drawing: '抽调', attachment: '挂职' }
  return kind === null ? '' : (names[kind] ?? kind)
}

export function postAspectName(aspect: string): string {
  const names: Record<string, string> = { duty: '职务', rank: '职级', post: '岗位等级' }
  return names[aspect] ?? aspect
}

/** 岗位类别 of a level: 管理人员, 专业技术人员, 工勤 … as ZB09 groups them. */
export function postCategoryName(levelCode: string): string {
  const parent = codesOf('ZB09').find(({ code }) => code === levelCode)?.parent ?? null
  return parent === null ? '' : (codeName('ZB09', parent) ?? '')
}
