import {
  economicName,
  functionName,
  functionPath,
  governmentEconomicCode,
  mappedEconomicCodes,
} from '../kernel/codes.ts'

/** 科目 as the budget shows them. The tables themselves stand in kernel/codes.ts. */

/** 30101 → 基本工资; the code itself where the year's table has none of that name. */
export function economicItemName(code: string): string {
  return economicName(code) ?? code
}

/** 2013101 → 行政运行 */
export function functionItemName(code: string): string {
  return functionName(code) ?? code
}

/** 2013101 → 一般公共服务支出（类）党委办公厅（室）及相关机构事务（款）行政运行（项） */
export function functionPathName(code: string): string {
  const words = ['（类）', '（款）', '（项）']
  const path = functionPath(code)
  return path.length === 0 ? code : path.map((name, at) => `${name}${words[at] ?? ''}`).join('')
}

/** May a line carry this 功能分类? Only items, seven digits, of the year's table. */
export function isFunctionItem(code: string): boolean {
  return /^\d{7}$/.test(code) && functionName(code) !== null
}

/** May a line carry this 部门经济分类? Only items that the government's classification knows (standards §1.4). */
export function isEconomicItem(code: string): boolean {
  return mappedEconomicCodes().includes(code)
}

/**
 * 政府预算支出经济分类 of a line. It follows the staff that the project pays for, not the unit: five institution
 * staff in an administrative unit take the institution's codes (standards §1.4).
 */
export function governmentCodeOf(economicCode: string, staff: string): string {
  return governmentEconomicCode(economicCode, staff === 'institution' ? 'institution' : 'administrative')
}

/** The whole comparison, a row for each code and staff: for statements that write many lines at once. */
export function governmentCodes(): { staff: string; economic_code: string; government_code: string }[] {
  return mappedEconomicCodes().flatMap((code) =>
    ['administrative', 'institution'].map((staff) => ({
      staff,
      economic_code: code,
      government_code: governmentCodeOf(code, staff),
    })),
  )
}
