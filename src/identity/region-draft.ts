import type { Problem } from '../kernel/problem.ts'
import { checkPassword } from './password-rule.ts'
import { administratorRoles, isAccount } from './role.ts'

export type AdministratorRole = (typeof administratorRoles)[number]
export type AdministratorDraft = { account: string; name: string; password: string; repeated: string }

export type RegionDraft = {
  /** GB/T 2260, six digits */
  regionCode: string
  name: string
  administrators: Readonly<Record<AdministratorRole, AdministratorDraft>>
}

/** The form's field of one administrator: system-administrator-account. */
export function fieldOf(role: AdministratorRole, part: keyof AdministratorDraft): string {
  return `${role}-${part}`
}

/** Three different persons with three accounts, each with a password by the rules. */
export function checkRegionDraft({ regionCode, administrators }: RegionDraft): Problem[] {
  const problems: Problem[] = []
  if (!/^[1-9]\d{5}$/.test(regionCode)) {
    problems.push({
      code: 'refused',
      field: 'regionCode',
      because: '行政区划代码应为 6 位数字（GB/T 2260）。请核对。',
    })
  }
  const accounts = new Set<string>()
  const names = new Set<string>()
  const passwords = new Set<string>()
  for (const role of administratorRoles) {
    const person = administrators[role]
    if (!isAccount(person.account)) problems.push({ code: 'account-form', field: fieldOf(role, 'account') })
    if (accounts.has(person.account)) {
      problems.push({ code: 'account-taken', field: fieldOf(role, 'account'), account: person.account })
    }
    if (names.has(person.name)) {
      const because = '三员分立：三名管理员须由不同的人担任。请更正姓名。'
      problems.push({ code: 'refused', field: fieldOf(role, 'name'), because })
    }
    if (passwords.has(person.password)) {
      const because = '三名管理员的密码不得相同。请由本人各自设置。'
      problems.push({ code: 'refused', field: fieldOf(role, 'password'), because })
    }
    const broken = checkPassword(fieldOf(role, 'password'), person)
    if (broken !== null) problems.push(broken)
    if (person.password !== person.repeated) {
      problems.push({ code: 'repeat-differs', field: fieldOf(role, 'repeated') })
    }
    accounts.add(person.account)
    names.add(person.name)
    passwords.add(person.password)
  }
  return problems
}
