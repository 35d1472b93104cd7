import { keysName, standardKindName } from './standard-kind.ts'

/**
 * Why a monthly amount is what it is, as a sentence: the rule, the standard with its document, what went in. Reads
 * the basis that the engine stores beside each amount (pay-rule.ts); names of pay items by their codes.
 */
export function basisInWords(basis: Record<string, unknown>, itemNames: ReadonlyMap<string, string>): string {
  const document = text(basis.documentNumber)
  const source = document === '' ? '' : `（${document}）`
  const words: Record<string, () => string> = {
    standard: () =>
      `按标准${standardName(basis.standardKind)} ${list(basis.keys)}，每月 ${text(basis.standard)} 元${source}`,
    personal: () => `个人金额：${text(basis.reason)}`,
    once: () => `一次性：${text(basis.reason)}`,
    proportion: () => `${amounts(basis.of, itemNames)}，乘以 ${text(basis.factor)}`,
    contribution: () => `${declared(basis)} ${base(basis)}，费率 ${percent(text(basis.rate))}${source}`,
    'per-head': () => `按人定额，${text(basis.countedOn)} 在编${source}`,
  }
  const rule = text(basis.rule)
  return words[rule]?.() ?? rule
}

function standardName(kind: unknown): string {
  return standardKindName(text(kind))
}

/** 申报基数 with why, or the pay of the first full month where none is declared. */
function declared(basis: Record<string, unknown>): string {
  if (basis.firstFullMonth !== undefined)
    return `未申报基数，按首个足月（${text(basis.firstFullMonth).slice(0, 7)}）工资`
  const reason = text(basis.reason)
  return reason === '' ? '缴费基数' : `${reason}缴费基数`
}

function base(basis: Record<string, unknown>): string {
  const declared = text(basis.base)
  const bounded = text(basis.boundedBase)
  return bounded === '' ? `${declared} 元` : `${declared} 元（按上下限取 ${bounded} 元）`
}

function amounts(of: unknown, itemNames: ReadonlyMap<string, string>): string {
  if (typeof of !== 'object' || of === null) return ''
  return Object.entries(of)
    .map(([code, amount]) => `${itemNames.get(code) ?? code} ${text(amount)}`)
    .join(' ＋ ')
}

function list(keys: unknown): string {
  return Array.isArray(keys) ? keysName(keys.map(text)) : ''
}

/** 0.16 → 16%, by moving the point; the rate stays text. */
function percent(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.')
  const digits = `${whole}${fraction.padEnd(2, '0')}`
  const point = whole.length + 2
  const number = `${digits.slice(0, point)}.${digits.slice(point)}`
  return `${number.replace(/^0+(?=\d)/, '').replace(/\.?0*$/, '')}%`
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
