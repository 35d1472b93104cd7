import type { Money } from '../kernel/money.ts'
import { total } from '../kernel/money.ts'
import { economicItemName, functionItemName } from './account-code.ts'
import { type BasicPart, basicPartOf } from './budget-line.ts'

/** What a line must tell to be summed by its codes; yuan. */
export type CodedLine = {
  expenditureKind: string
  functionCode: string
  economicCode: string
  initial: Money
  adjusted: Money
  executed: Money
}

/** 科目 with its figures; yuan. */
export type BudgetItem = { code: string; name: string; initial: Money; adjusted: Money; executed: Money }

/** 支出功能分类项, all expenditure, by code. */
export function functionItemsOf(lines: readonly CodedLine[]): BudgetItem[] {
  return items(lines, ({ functionCode }) => functionCode, functionItemName)
}

/** 支出功能分类类 (201, 208 …), all expenditure, by code. */
export function functionClassesOf(lines: readonly CodedLine[]): BudgetItem[] {
  return items(lines, ({ functionCode }) => functionCode.slice(0, 3), functionItemName)
}

/**
 * 基本支出 by department economic code as the publication lists it: 301 and 302 by 款, 303 对个人和家庭的补助 as a
 * whole. Projects of 项目支出 are not in it, whatever they pay.
 */
export function economicItemsOf(lines: readonly CodedLine[]): (BudgetItem & { part: BasicPart })[] {
  return items(
    basicLines(lines),
    ({ economicCode }) => publishedEconomicCode(economicCode),
    economicItemName,
  ).map((item) => ({ ...item, part: basicPartOf(item.code) }))
}

/** 303 is published as one item; every other economic code as itself. */
export function publishedEconomicCode(economicCode: string): string {
  return economicCode.startsWith('303') ? '303' : economicCode
}

export function basicLines<Line extends CodedLine>(lines: readonly Line[]): Line[] {
  return lines.filter(({ expenditureKind }) => expenditureKind === 'basic')
}

function items(
  lines: readonly CodedLine[],
  codeOf: (line: CodedLine) => string,
  nameOf: (code: string) => string,
): BudgetItem[] {
  const codes = [...new Set(lines.map(codeOf))].sort()
  return codes.map((code) => {
    const own = lines.filter((line) => codeOf(line) === code)
    return {
      code,
      name: nameOf(code),
      initial: total(own.map(({ initial }) => initial)),
      adjusted: total(own.map(({ adjusted }) => adjusted)),
      executed: total(own.map(({ executed }) => executed)),
    }
  })
}
