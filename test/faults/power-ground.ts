import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Manifest } from '../../src/backup/backup-file.ts'
import { makeBackup } from '../../src/backup/make-backup.ts'
import { connectAsOwner } from '../../src/database/connection.ts'
import { clusterPlace } from '../../src/database/embedded-cluster.ts'
import { processesOf, signal } from '../../src/database/embedded-process.ts'
import { keepFingerprint } from '../../src/database/key-fit.ts'
import { landedMigrations, runMigrations } from '../../src/database/migrate.ts'
import { openEmbedded } from '../../src/database/open-embedded.ts'
import { keyFingerprint } from '../../src/database/personal-cipher.ts'
import { settledJob, submitImport } from '../../src/exchange/submit-import.ts'
import type { ReformPlan } from '../../src/movement/reform.ts'
import { signReform } from '../../src/movement/sign-reform.ts'
import type { Registry } from '../../src/open-registry.ts'
import { organizations } from '../../src/organization/schema.ts'
import { assignments, people, personParticulars } from '../../src/staffing/schema.ts'
import { regionCode } from '../database/harness.ts'
import { quickest } from '../database/quickest.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { bureauRow, organizationFile, paper } from '../exchange/office.ts'
import { plantUser } from '../http/client.ts'
import { accepted, bureau, identityNumber, officer } from '../movement/planted.ts'
import { draftedReform, reformOf } from '../movement/reformed.ts'
import { plantRegion } from '../organization/planted.ts'
import { openFolder } from './fault-ground.ts'

/** Data folders that stopped servers left behind, to be copied, and what is in them. */
export type PowerGround = {
  /** holds them all */
  place: string
  /** no region yet */
  empty: string
  /** two units to be merged, by a paper that waits for its last signature; a file of units that waits to be applied */
  office: string
  /** of a version that is long past */
  older: string
  /** of the office */
  backup: string
  tables: Manifest['tables']
  reformId: string
  successorId: string
  jobId: string
}

/** Enough of each for the work to take its time. */
export const peopleOfOffice = 300
export const unitsOfFile = 80
const contacts = 20_000

export async function plantPowerGround(): Promise<PowerGround> {
  const place = await mkdtemp(join(await quickest(), 'bianzhi-power-'))
  const [empty, office, older] = [join(place, 'empty'), join(place, 'office'), join(place, 'older')]
  await (await openFolder(empty)).stop()
  await Promise.all([copied(empty, office), copied(empty, older)])
  await plantOlder(older)
  const registry = await openFolder(office)
  try {
    const planted = await plantOffice(registry)
    const backup = join(place, 'office.backup')
    const { tables } = await backupOf(registry, backup)
    return { place, empty, office, older, backup, tables, ...planted }
  } finally {
    await registry.stop()
  }
}

export async function clearPowerGround({ place }: PowerGround): Promise<void> {
  await rm(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}

/** A data folder of its own for one cut. */
export async function folderFrom({ place }: PowerGround, prepared: string): Promise<string> {
  const folder = join(place, v7())
  await copied(prepared, folder)
  return folder
}

/** Nothing runs or stands there any more. */
export async function clearFolder(folder: string): Promise<void> {
  signal(await processesOf(clusterPlace(folder).cluster), 'SIGKILL')
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}

export function backupOf({ address, cipher }: Registry, file: string): Promise<Manifest> {
  return makeBackup(address, { file, key: null, keyFingerprint: keyFingerprint(cipher), madeAt: new Date() })
}

/** With its owners: PostgreSQL may run as another account than we do. */
async function copied(from: string, to: string): Promise<void> {
  if (process.getuid === undefined) await cp(from, to, { recursive: true })
  else await promisify(execFile)('cp', ['-a', from, to])
}

/** Half of all upgrades are still to come. */
async function plantOlder(folder: string): Promise<void> {
  const { connection, close } = await openEmbedded({ dataDirectory: folder })
  const owner = connectAsOwner(connection)
  try {
    const landed = await landedMigrations(owner.sql)
    const upTo = landed.slice(0, landed.length / 2)
    await owner.sql`drop schema public cascade`
    await owner.sql`create schema public`
    await owner.sql.begin((tx) => runMigrations(tx, { upTo }))
    await owner.sql`
      insert into regions (region_code, name, is_example, created_at)
      values (${regionCode}, '试验区', true, now())`
  } finally {
    await owner.close()
    await close()
  }
}

type Planted = Pick<PowerGround, 'reformId' | 'successorId' | 'jobId'>

async function plantOffice(registry: Registry): Promise<Planted> {
  const { db, cipher, address } = registry
  const root = await plantRegion(db, officer('clerk'))
  const [{ rootCode } = { rootCode: '' }] = await db
    .select({ rootCode: organizations.code })
    .from(organizations)
    .where(eq(organizations.id, root))
  await keepFingerprint(address, { cipher, fingerprint: keyFingerprint(cipher), source: '' })
  await plantHeadcount(db, officer('clerk'), { organizationId: root, change: 1000 })
  for (const role of ['clerk', 'director', 'system-administrator'] as const) {
    await plantUser(registry, role, { account: role, scopeOrganizationId: null })
  }
  const units = await Promise.all(
    ['甲站', '乙站'].map((name) => bureau(db, root, { name, approved: peopleOfOffice / 2 })),
  )
  await plantPeople(registry, units)
  const reform = await waitingReform(registry, units)
  const file = {
    subject: 'organizations' as const,
    fileName: '机构.xlsx',
    opensOn: null,
    bytes: await organizationFile(unitRows(rootCode)),
  }
  const begun = accepted(await submitImport({ db, cipher, acting: officer('clerk') }, file))
  await begun.work
  const job = await settledJob({ db, cipher, acting: officer('clerk') }, begun.jobId)
  if (job?.counts.new !== unitsOfFile) throw new Error(`the file of units is not accepted: ${job?.state}`)
  return { ...reform, jobId: begun.jobId }
}

/** In two units by halves; and of the first of them a long row of telephones that are his no longer. */
async function plantPeople({ db, cipher, address }: Registry, units: readonly string[]): Promise<void> {
  const { at, userId } = officer('clerk')
  const fact = { regionCode, recordedAt: at, recordedBy: userId }
  const ids = Array.from({ length: peopleOfOffice }, () => v7())
  await db.insert(people).values(ids.map((id) => ({ ...fact, id })))
  await db.insert(personParticulars).values(
    ids.map((personId, place) => {
      const number = identityNumber()
      return {
        ...fact,
        id: v7(),
        personId,
        name: `示例${place}`,
        pinyin: 'shili',
        initials: 'sl',
        identityCiphertext: cipher.encrypt(number),
        identityHash: cipher.hash(number),
        identityMasked: '9****************0',
        sex: '1',
        bornOn: '1990-05-17',
        ethnicity: '01',
        politicalStatus: '13',
        identityCategory: 'civil-servant',
        effectiveFrom: '2023-01-01',
      }
    }),
  )
  await db.insert(assignments).values(
    ids.map((personId, place) => ({
      ...fact,
      id: v7(),
      personId,
      organizationId: units[place % units.length] ?? '',
      establishmentKind: 'administrative',
      effectiveFrom: '2023-01-01',
    })),
  )
  const { sql, close } = connectAsOwner(address)
  await sql`
    insert into person_contacts (region_code, id, person_id, aspect, ciphertext, content_hash, masked,
      effective_from, recorded_at, recorded_by, superseded_at)
    select ${regionCode}, gen_random_uuid(), ${ids[0] ?? ''}, 'telephone', ${cipher.encrypt(telephone)},
      ${cipher.hash(telephone)}, '1********00', '2023-01-01', ${at.toISOString()}, ${userId}, ${at.toISOString()}
    from generate_series(1, ${contacts})`
  await close()
}

const telephone = '19900000000'

async function waitingReform({ db }: Registry, units: readonly string[]): Promise<Omit<Planted, 'jobId'>> {
  const successorId = v7()
  const founded = { code: 'S-1', name: '综合服务中心', shortName: '服务中心', likeId: units[0] ?? '' }
  const plan: ReformPlan = {
    predecessors: units.map((organizationId) => ({ organizationId, abolished: true, heirId: successorId })),
    successors: [{ organizationId: successorId, founded }],
    headcounts: [
      { organizationId: successorId, establishmentKind: 'administrative', approved: peopleOfOffice },
    ],
    seats: [],
    people: [],
    children: [],
    endsLeadership: false,
  }
  const reform = accepted(await draftedReform(db, reformOf({ plan, summary: '两站合并' })))
  const agree = { decision: 'agree', words: '同意' } as const
  for (const role of ['section-head', 'deputy-director']) {
    accepted(await signReform(db, officer(role), reform.id, agree))
  }
  return { reformId: reform.id, successorId }
}

function unitRows(parent: string) {
  const { documentNumber, documentIssuer, documentIssuedOn, documentTitle } = paper
  return Array.from({ length: unitsOfFile }, (_, place) =>
    bureauRow({
      code: `N${place}`,
      name: `区第${place}局`,
      parent,
      effectiveOn: '2024-01-10',
      documentNumber,
      documentIssuer,
      documentIssuedOn,
      documentTitle,
    }),
  )
}
