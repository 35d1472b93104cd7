import type { Problem } from '../kernel/problem.ts'
import { isKnownPassword } from './known-password.ts'

/** GB/T 22239-2019 8.1.4.1 asks for complexity and regular change; the figures are ours. */
export const shortestPassword = 10
const classesAsked = 3
/** How many former passwords are not used again, the present one among them. */
export const passwordsRemembered = 5
const longestAgeDays = 90

const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]

/** The first rule a new password breaks, or null. Former passwords are known only as hashes: the action looks. */
export function checkPassword(
  field: string,
  { password, account, name }: { password: string; account: string; name: string },
): Problem | null {
  const broken = (rule: Extract<Problem, { code: 'password-rule' }>['rule']): Problem => ({
    code: 'password-rule',
    field,
    rule,
  })
  const lower = password.toLowerCase()
  if ([...password].length < shortestPassword) return broken('short')
  if (classes.filter((one) => one.test(password)).length < classesAsked) return broken('classes')
  if (lower.includes(account.toLowerCase()) || (name !== '' && password.includes(name))) return broken('name')
  if (isKnownPassword(password)) return broken('known')
  return null
}

/**
 * Why another password must be chosen before anything else: one given by an administrator, or one of more than 90
 * days. The printed passwords of the example do not age.
 */
export function passwordDue(
  password: { setAt: Date; temporary: boolean },
  { now, isExample }: { now: Date; isExample: boolean },
): 'temporary' | 'aged' | null {
  if (password.temporary) return 'temporary'
  const age = now.getTime() - password.setAt.getTime()
  return !isExample && age > longestAgeDays * 86_400_000 ? 'aged' : null
}

const letters = 'abcdefghjkmnpqrstuvwxyz'
const capitals = 'ABCDEFGHJKMNPQRSTUVWXYZ'
const digits = '23456789'
const signs = '#%+=?@'

/** A password to be handed over: every class, nothing that looks like something else. `below` draws 0 … limit − 1. */
export function temporaryPassword(below: (limit: number) => number): string {
  const one = (alphabet: string) => alphabet.charAt(below(alphabet.length))
  const groups = [capitals, letters, letters, digits].map((alphabet) =>
    Array.from({ length: 3 }, () => one(alphabet)).join(''),
  )
  return groups.join(one(signs))
}
