import type { Db } from '../../src/database/connection.ts'
import { regions } from '../../src/database/schema.ts'
import { type Completion, completeImport } from '../../src/exchange/complete-import.ts'
import { type HeadcountKey, headcountColumns } from '../../src/exchange/headcount-columns.ts'
import { type OrganizationKey, organizationColumns } from '../../src/exchange/organization-columns.ts'
import { type PersonKey, personColumns } from '../../src/exchange/person-columns.ts'
import { type PostKey, postColumns } from '../../src/exchange/post-columns.ts'
import type { PreparedImport } from '../../src/exchange/prepare-import.ts'
import { previewImport } from '../../src/exchange/preview-import.ts'
import type { Subject } from '../../src/exchange/subject.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import { identityCheckCharacter } from '../../src/kernel/identity-number.ts'
import type { Outcome } from '../../src/kernel/problem.ts'
import { plantRegionRoot } from '../../src/organization/region-root.store.ts'
import { messageOf } from '../../views/messages.ts'
import { exampleActing, regionCode, testCipher } from '../database/harness.ts'
import { subjectFile, type Written } from './table-file.ts'

let moments = 0

/** Somebody of the office, each act a little later than the one before. */
export function officer(role: string, change: Partial<Acting> = {}): Acting {
  moments += 1
  const last = role === 'clerk' ? '1' : '2'
  return exampleActing({
    userId: `00000000-0000-7000-8000-00000000000${last}`,
    roles: [role],
    at: new Date(Date.parse('2024-01-15T09:00:00+08:00') + moments * 1000),
    ...change,
  })
}

/** A registry just set up: the region and its root, nothing else. */
export async function plantNewRegistry(db: Db): Promise<void> {
  const acting = officer('clerk')
  await db.insert(regions).values({ regionCode, name: '试验区', isExample: true, createdAt: acting.at })
  await plantRegionRoot(db, acting, { regionCode, name: '试验区' })
}

/** A number valid in form, of a region that does not exist; another for every place. */
export function numberAt(place: number, bornOn = '19900517'): string {
  const region = `99${String(1000 + Math.floor(place / 1000)).slice(-4)}`
  const seventeen = `${region}${bornOn}${String(place % 1000).padStart(3, '0')}`
  return `${seventeen}${identityCheckCharacter(seventeen)}`
}

export type OrganizationRow = Partial<Record<OrganizationKey, Written>>
export type HeadcountRow = Partial<Record<HeadcountKey, Written>>
export type PersonRow = Partial<Record<PersonKey, Written>>

export const paper = {
  documentNumber: '试编发〔2024〕1号',
  documentIssuer: '区委编委',
  documentIssuedOn: '2024-01-05',
  documentTitle: '关于机构编制事项的通知',
}

export function bureauRow(change: OrganizationRow): OrganizationRow {
  return {
    kind: '机构',
    category: '政府',
    nature: '行政机关',
    rank: '乡科级',
    parent: regionCode,
    funding: '全额拨款',
    ...change,
  }
}

export function clerkRow(place: number, change: PersonRow = {}): PersonRow {
  return {
    name: `示例${'甲乙丙丁戊己庚辛壬癸'.charAt(place % 10)}`,
    identityNumber: numberAt(place),
    ethnicity: '汉族',
    politicalStatus: '群众',
    identityCategory: '公务员',
    establishmentKind: '行政编制',
    ...change,
  }
}

export function organizationFile(rows: readonly OrganizationRow[]): Promise<Buffer> {
  return subjectFile(organizationColumns, rows)
}

export function headcountFile(rows: readonly HeadcountRow[]): Promise<Buffer> {
  return subjectFile(headcountColumns, rows)
}

export function postFile(rows: readonly Partial<Record<PostKey, Written>>[]): Promise<Buffer> {
  return subjectFile(postColumns, rows)
}

export function personFile(rows: readonly PersonRow[]): Promise<Buffer> {
  return subjectFile(personColumns, rows)
}

type Asked = { opensOn?: string; fileName?: string; acting?: Acting; acknowledged?: boolean }

export function preview(
  db: Db,
  subject: Subject,
  bytes: Buffer,
  { opensOn, fileName = 'a.xlsx', acting = officer('clerk') }: Asked = {},
): Promise<Outcome<PreparedImport>> {
  return previewImport(db, testCipher, acting, { subject, bytes, fileName, opensOn: opensOn ?? null })
}

export function apply(
  db: Db,
  subject: Subject,
  bytes: Buffer,
  { opensOn, fileName = 'a.xlsx', acting = officer('clerk'), acknowledged = false }: Asked = {},
): Promise<Completion> {
  const file = { subject, bytes, fileName, opensOn: opensOn ?? null }
  const seen = { digest: null, acknowledged }
  return completeImport(db, testCipher, acting, file, {
    seen,
    progress: async () => {},
    settle: async () => {},
  })
}

export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.done) return outcome.value
  throw new Error(JSON.stringify(outcome))
}

export function wordsOf(outcome: Outcome<unknown>): string {
  return outcome.done ? 'accepted' : outcome.problems.map(messageOf).join(' ')
}

/** Address and message of every refused cell. */
export function refusalsOf(prepared: PreparedImport): [string, string][] {
  return prepared.rows.flatMap(({ refused }) =>
    refused.map(({ address, problem }): [string, string] => [address, messageOf(problem)]),
  )
}

export function statesOf(prepared: PreparedImport): string[] {
  return prepared.rows.map(({ state }) => state)
}
