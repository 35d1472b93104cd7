import type { Role } from '../kernel/permission.ts'
import { namedId } from './generator.ts'

/** A sign-in of the example; `scope` is the name of the unit whose subtree it sees, null for the whole district. */
export type ExampleUser = { id: string; account: string; name: string; role: Role; scope: string | null }

function user(account: string, name: string, role: Role, scope: string | null = null): ExampleUser {
  return { id: namedId('user', account), account, name, role, scope }
}

export const clerk = user('clerk', '示例经办', 'clerk')
export const sectionHead = user('section-head', '示例股长', 'section-head')
export const deputyDirector = user('deputy-director', '示例分管', 'deputy-director')
export const director = user('director', '示例主任', 'director')
export const finance = user('finance', '示例财政', 'finance')
export const educationContact = user('education-contact', '示例联络甲', 'unit-contact', '区教育局')
export const officeContact = user('office-contact', '示例联络乙', 'unit-contact', '区委编办')

/** The eleven sign-ins. The first four sign every movement of the example, in this order. */
export const exampleUsers: readonly ExampleUser[] = [
  clerk,
  sectionHead,
  deputyDirector,
  director,
  educationContact,
  officeContact,
  finance,
  user('auditor', '示例审计', 'auditor'),
  user('system-administrator', '示例系统管理', 'system-administrator'),
  user('security-administrator', '示例安全管理', 'security-administrator'),
  user('audit-administrator', '示例审计管理', 'audit-administrator'),
]
