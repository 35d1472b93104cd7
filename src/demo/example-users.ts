import { type Role, roles } from '../kernel/permission.ts'
import { namedId } from './generator.ts'

/** A sign-in of the example; `scope` is the short name of the unit whose subtree it sees, null: the whole district. */
type ExampleUser = { id: string; account: string; name: string; role: Role; scope: string | null }

function user(account: string, name: string, role: Role, scope: string | null = null): ExampleUser {
  return { id: namedId('user', account), account, name, role, scope }
}

export const clerk = user('clerk', '经办人甲', 'clerk')
export const sectionHead = user('section-head', '股长乙', 'section-head')
export const deputyDirector = user('deputy-director', '副主任丙', 'deputy-director')
export const director = user('director', '主任丁', 'director')
export const educationContact = user('education-contact', '联络员戊', 'unit-contact', '区教育局')
export const officeContact = user('office-contact', '联络员己', 'unit-contact', '区委编办')
export const finance = user('finance', '财政庚', 'finance')

/** The eleven sign-ins. The first four sign the movements of the example, in this order. */
export const exampleUsers: readonly ExampleUser[] = [
  clerk,
  sectionHead,
  deputyDirector,
  director,
  educationContact,
  officeContact,
  finance,
  user('auditor', '审计辛', 'auditor'),
  user('system-administrator', '系统管理员壬', 'system-administrator'),
  user('security-administrator', '安全管理员癸', 'security-administrator'),
  user('audit-administrator', '审计管理员子', 'audit-administrator'),
]

/** A password of the example only; every sign-in of the example is printed with it at the start. */
export function examplePassword({ account }: { account: string }): string {
  return `Demo-2024-${account}`
}

/** As printed by `npm run demo`. */
export const demoAccounts = exampleUsers.map(({ account, name, role, scope }) => ({
  account,
  password: examplePassword({ account }),
  name: scope === null ? name : `${name}（${scope}）`,
  roleName: roles[role],
}))
