/**
 * Roles and what each may do. The one table: routes name a permission, this says who has it. 三员分立: the three
 * administrators see no personal data and sign nothing.
 */
export const roles = {
  clerk: '经办人',
  'section-head': '股室负责人',
  'deputy-director': '分管领导',
  director: '主要领导',
  'unit-contact': '单位联络员',
  finance: '财政',
  auditor: '审计',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  'audit-administrator': '审计管理员',
} as const

export type Role = keyof typeof roles

const office: Role[] = ['clerk', 'section-head', 'deputy-director', 'director']
const readers: Role[] = [...office, 'unit-contact', 'finance', 'auditor']
const administrators: Role[] = ['system-administrator', 'security-administrator', 'audit-administrator']

/** Permission → the roles that have it. */
export const permissions = {
  'desk.read': [...readers, ...administrators],
  'organization.read': readers,
  'organization.write': ['clerk'],
  'organization.sign': ['section-head', 'deputy-director', 'director'],
  'establishment.read': readers,
  'establishment.write': ['clerk'],
  // The clerk is bound by it at every entry, so another records it, on the paper of the 编委会.
  'control.write': ['section-head'],
  'vacancy.apply': ['clerk', 'unit-contact'],
  'vacancy.sign': office,
  'plan.apply': ['clerk', 'unit-contact'],
  // The contact of a 主管部门 for the units under it, then the office twice.
  'plan.review': ['clerk', 'section-head', 'unit-contact'],
  'plan.decide': ['deputy-director', 'director'],
  'override.draft': ['clerk'],
  'override.sign': ['section-head', 'deputy-director', 'director'],
  'person.read': readers,
  'person.write': ['clerk'],
  'person.apply': ['clerk', 'unit-contact'],
  'person.reveal': office,
  'movement.read': readers,
  'movement.draft': ['clerk', 'unit-contact'],
  'movement.sign': office,
  'pay.read': [...office, 'finance', 'auditor'],
  'pay.write': ['clerk', 'finance'],
  'pay.reveal': [...office, 'finance'],
  'budget.read': [...office, 'finance', 'auditor'],
  'budget.write': ['clerk', 'finance'],
  'budget.approve': ['finance'],
  'exchange.read': ['clerk', 'section-head'],
  'exchange.write': ['clerk'],
  'opening.close': ['section-head'],
  'report.read': [...office, 'finance', 'auditor'],
  'user.read': administrators,
  'user.write': ['system-administrator'],
  'role.write': ['security-administrator'],
  'audit.read': ['audit-administrator'],
  'system.read': ['system-administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

/** `anyone`: before signing in; `signed-in`: whoever has a session. Said at the route like any other. */
export type Declaration = Permission | 'anyone' | 'signed-in'

export function permissionsOf(held: readonly string[]): ReadonlySet<Permission> {
  const names = Object.keys(permissions) as Permission[]
  return new Set(names.filter((name) => permissions[name].some((role) => held.includes(role))))
}
