import { type Declaration, type Permission, permissionsOf, type Role } from '../kernel/permission.ts'

/**
 * 内容: what an answer may tell of a person, and the permission it takes beside that of the address. `whole` only by a
 * logged act with a reason (GB/T 35273-2020 7.2: masked unless the work needs more).
 */
export const fieldClasses = {
  name: { title: '姓名', needs: 'person.read' },
  'born-on': { title: '出生日期', needs: 'person.read' },
  photo: { title: '照片', needs: 'person.read' },
  'identity-masked': { title: '身份证号（遮盖）', needs: 'person.read' },
  'identity-whole': { title: '身份证号（完整，凭事由）', needs: 'person.reveal' },
  'contact-masked': { title: '电话、住址（遮盖）', needs: 'person.read' },
  'contact-whole': { title: '电话、住址（完整，凭事由）', needs: 'person.reveal' },
  'account-masked': { title: '工资账号（遮盖）', needs: 'pay.read' },
  'account-whole': { title: '工资账号（完整，凭事由）', needs: 'pay.reveal' },
  pay: { title: '个人工资', needs: 'pay.read' },
} as const satisfies Record<string, { title: string; needs: Permission }>

export type FieldClass = keyof typeof fieldClasses

/** What of the table is asked for on its page; null: everything. */
export type PermissionFilter = { address: string; role: Role | null; field: FieldClass | null }

const named: readonly FieldClass[] = ['name']
const carded: readonly FieldClass[] = ['name', 'born-on', 'identity-masked', 'contact-masked']
const listed: readonly FieldClass[] = ['name', 'contact-masked', 'account-masked']
const paid: readonly FieldClass[] = ['name', 'pay']

/** 地址 → 内容. What does not stand here tells of no person; test/identity/permission.test.ts reads every answer. */
const shownAt: Readonly<Record<string, readonly FieldClass[]>> = {
  'GET /': named,
  'GET /budget-lines/why': paid,
  'GET /documents/:id': named,
  'GET /documents/:id/facts.xlsx': named,
  'GET /entry-overrides': named,
  'GET /entry-overrides.xlsx': named,
  'GET /entry-overrides/:id': named,
  'GET /exchange/jobs/:id': ['name', 'identity-masked'],
  'GET /exchange/tables/:file': ['name', 'born-on', 'identity-masked'],
  'GET /leadership-posts/people': named,
  'GET /leadership-posts/people.xlsx': named,
  'GET /movements': named,
  'GET /movements.xlsx': named,
  'GET /movements/:id': named,
  'GET /movements/:id/correction': named,
  'GET /movements/:id/papers/:paper': named,
  'GET /movements/:id/papers/:paper/notice.docx': named,
  'GET /movements/batch': named,
  'GET /movements/signatures': named,
  'GET /people': named,
  'GET /people.xlsx': named,
  'GET /people/:id': carded,
  'GET /people/:id/application': named,
  'GET /people/:id/correction': named,
  'GET /people/:id/documents': named,
  'GET /people/:id/facts': listed,
  'GET /people/:id/facts.xlsx': listed,
  'GET /people/:id/history': [...carded, 'account-masked'],
  'GET /people/:id/pay': paid,
  'GET /people/:id/pay-facts/new': named,
  'GET /people/:id/pay.xlsx': paid,
  'GET /people/:id/photo': ['photo'],
  'GET /people/print': named,
  'GET /people/rows': named,
  'GET /person-applications': named,
  'GET /person-applications.xlsx': named,
  'GET /person-applications/:id': ['name', 'born-on', 'identity-masked', 'contact-masked'],
  'GET /personnel-cost': paid,
  'GET /personnel-cost.xlsx': paid,
  'GET /rank-quotas/people': named,
  'GET /rank-quotas/people.xlsx': named,
  'GET /reforms/:id': named,
  'GET /retirements': named,
  'GET /retirements.xlsx': named,
  'GET /search': ['name', 'identity-masked'],
  'GET /secondments': named,
  'GET /secondments.xlsx': named,
  'GET /staffing-changes/people': named,
  'GET /staffing-changes/people.xlsx': named,
  'GET /statistics/people': named,
  'GET /statistics/people.xlsx': named,
  'GET /vacancy-requests/:id': named,
  'POST /documents/:id/files': named,
  'POST /documents/:id/files/:fileId/withdrawal': named,
  'POST /movements/checks/identity': ['name', 'identity-masked'],
  'POST /movements/review': paid,
  'POST /people/:id/accounts/:factId/disclosure': [...listed, 'account-whole'],
  'POST /people/:id/application': named,
  'POST /people/:id/correction': named,
  'POST /people/:id/facts/:factId/disclosure': [...listed, 'contact-whole'],
  'POST /people/:id/identity': [...carded, 'identity-whole'],
  'POST /people/:id/pay-facts': paid,
  'POST /people/:id/photo': listed,
  'POST /people/:id/photo/removal': listed,
  'POST /people/queries': named,
  'POST /people/search': named,
  'POST /reforms/allocation': named,
  'POST /reforms/review': named,
  'POST /reforms/transfer/people': named,
  'POST /search': ['name', 'identity-masked'],
}

/** What the address may tell at all, whoever asks. */
export function fieldsShownAt(method: string, path: string): readonly FieldClass[] {
  return shownAt[`${method} ${path}`] ?? []
}

/** What the address may tell a role: both the address and the field must be theirs. */
export function fieldsShownTo(
  role: Role,
  { method, path, declaration }: { method: string; path: string; declaration: Declaration },
): readonly FieldClass[] {
  if (!mayOpen(role, declaration)) return []
  const may = permissionsOf([role])
  return fieldsShownAt(method, path).filter((field) => may.has(fieldClasses[field].needs))
}

export function mayOpen(role: Role, declaration: Declaration): boolean {
  return declaration === 'anyone' || declaration === 'signed-in' || permissionsOf([role]).has(declaration)
}

export function isFieldClass(text: string): text is FieldClass {
  return Object.hasOwn(fieldClasses, text)
}
