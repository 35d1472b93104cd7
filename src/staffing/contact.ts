import { done, type Outcome, refused } from '../kernel/problem.ts'

/** 联系电话、住址、工资账号: ciphertext at rest. */
export const contactAspects = { telephone: '联系电话', address: '住址', 'bank-account': '工资账号' } as const

export type ContactAspect = keyof typeof contactAspects

/**
 * In the one form that is kept, so that the same number has the same keyed hash: full-width characters and spaces put
 * right, of an account and a telephone number everything between the digits taken out.
 */
export function readContact(aspect: ContactAspect, typed: string, field: string): Outcome<string> {
  const text = typed
    .normalize('NFKC')
    .replace(/[\u200B\uFEFF]/g, '')
    .trim()
  if (aspect === 'address') {
    const address = text.replace(/\s+/g, ' ')
    return [...address].length >= 5
      ? done(address)
      : refused({ code: 'refused', field, because: '住址过短。请写到街道或村组、门牌。' })
  }
  const plain = text.replace(/[\s().-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
  if (aspect === 'telephone') {
    return /^(1\d{10}|0\d{9,11}|\d{7,8})$/.test(plain)
      ? done(plain)
      : refused({
          code: 'refused',
          field,
          because: '电话号码应为 11 位手机号码，或带区号的座机号码，例如 0839-8621234。',
        })
  }
  return /^\d{10,30}$/.test(plain)
    ? done(plain)
    : refused({ code: 'refused', field, because: '账号应为 10 至 30 位数字。请按存折或银行卡核对。' })
}

/**
 * As every page, print and file shows it: of a telephone number and an account the last four digits, of an address the
 * beginning, never more than a third of it.
 */
export function maskContact(aspect: ContactAspect, content: string): string {
  const letters = [...content]
  if (aspect === 'address') {
    const shown = Math.min(6, Math.floor(letters.length / 3))
    return `${letters.slice(0, shown).join('')}${'*'.repeat(6)}`
  }
  const shown = aspect === 'telephone' ? Math.min(4, Math.floor(letters.length / 3)) : 4
  return `${'*'.repeat(letters.length - shown)}${letters.slice(-shown).join('')}`
}
