/**
 * Why a monthly amount is what it is, as a sentence: the rule, the standard with its document, what went in. Reads
 * the basis that the pay engine stores beside each amount (pay/pay-rule.ts).
 */
export function basisInWords(basis: Record<string, unknown>): string {
  const document = text(basis.documentNumber)
  const source = document === '' ? '' : `（${document}）`
  const words: Record<string, () => string> = {
    standard: () =>
      `按标准${standardName(basis.standardKind)} ${list(basis.keys)}，每月 ${text(basis.standard)} 元${source}`,
    personal: () => `个人金额：${text(basis.reason)}`,
    once: () => `一次性：${text(basis.reason)}`,
    proportion: () => `${amounts(basis.of)}，乘以 ${text(basis.factor)}`,
    contribution: () => `缴费基数 ${base(basis)} 元，费率 ${percent(text(basis.rate))}${source}`,
    'per-head': () => `按人定额，${text(basis.countedOn)} 在编${source}`,
  }
  const rule = text(basis.rule)
  return words[rule]?.() ?? rule
}

const standardNames: Record<string, string> = {
  'civil-duty': '职务（职级）工资',
  'civil-grade': '级别工资',
  'institution-post': '岗位工资',
  'institution-step': '薪级工资',
  'worker-post': '工人岗位工资',
  'worker-grade': '技术等级工资',
  allowance: '津贴补贴',
  'car-subsidy': '公务交通补贴',
  'operating-quota': '定额公用经费',
}

function standardName(kind: unknown): string {
  return standardNames[text(kind)] ?? ''
}

function base(basis: Record<string, unknown>): string {
  const declared = text(basis.base)
  const bounded = text(basis.boundedBase)
  return bounded === '' ? declared : `${declared}（按上下限取 ${bounded}）`
}

function amounts(of: unknown): string {
  if (typeof of !== 'object' || of === null) return ''
  return Object.entries(of)
    .map(([code, amount]) => `${code} ${text(amount)}`)
    .join(' ＋ ')
}

function list(keys: unknown): string {
  return Array.isArray(keys) ? keys.filter((key) => key !== '').join('·') : ''
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
