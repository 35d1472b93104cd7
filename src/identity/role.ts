import { type Role, roles } from '../kernel/permission.ts'
import type { Problem } from '../kernel/problem.ts'

export const administratorRoles = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies readonly Role[]

export function isAdministratorRole(role: string): boolean {
  return administratorRoles.some((one) => one === role)
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text)
}

export function roleName(role: string): string {
  return isRole(role) ? roles[role] : role
}

/**
 * 三员分立 (GB/T 22239-2019 8.1.5): whoever is one of the three administrators is neither another of them nor anything
 * in the office's work. Null when the wanted role may stand beside those held.
 */
export function roleConflict(held: readonly string[], wanted: Role): Problem | null {
  const against = held.find(
    (role) => role !== wanted && (isAdministratorRole(role) || isAdministratorRole(wanted)),
  )
  if (against === undefined) return null
  return { code: 'administrators-apart', field: 'role', held: roleName(against), wanted: roleName(wanted) }
}

/** An account is typed, spoken and printed: small letters, figures, dot and hyphen, 3 to 30, a letter first. */
export function isAccount(text: string): boolean {
  return /^[a-z][a-z0-9.-]{2,29}$/.test(text)
}
