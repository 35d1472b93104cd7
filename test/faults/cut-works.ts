import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { runRestore } from '../../src/backup/backup-commands.ts'
import { backupFolder, keptBackups } from '../../src/backup/backup-folder.ts'
import { keepBackup } from '../../src/backup/keep-backup.ts'
import { verifyBackup } from '../../src/backup/read-backup.ts'
import { fingerprintsOf } from '../../src/database/key-fit.ts'
import { landedMigrations } from '../../src/database/migrate.ts'
import { keyFingerprint } from '../../src/database/personal-cipher.ts'
import { keyPlaceOf } from '../../src/database/personal-key.ts'
import { rotateKey } from '../../src/database/rotate-key.ts'
import { applyJob, settledJob } from '../../src/exchange/submit-import.ts'
import { signReform } from '../../src/movement/sign-reform.ts'
import { clockOf, type Registry, reachRegistry } from '../../src/open-registry.ts'
import { testPassword } from '../http/client.ts'
import { type Heard, heard, visitorAt } from '../http/visitor.ts'
import { accepted, officer } from '../movement/planted.ts'
import { openFolder } from './fault-ground.ts'
import { changedTables, type Found, isEmpty, type Scenario, type Work, writingOf } from './power-cut.ts'
import { backupOf, peopleOfOffice, unitsOfFile } from './power-ground.ts'
import { type ServerProcess, startProgram, startServer } from './server-process.ts'

/** `bianzhi backup` beside the running server, or the one that the server makes, as every night. */
export const backup: Scenario = {
  prepared: 'office',
  async begin({ folder, generator }) {
    const server = await startServer(folder)
    if (generator.chance(0.5)) {
      const file = join(folder, 'office.backup')
      const watch = { underWay: () => isBegun(file), close: async () => {} }
      const command = byCommand(folder, ['backup', file], watch, /已备份/)
      return { ...command, programs: [server.child, ...command.programs] }
    }
    const administrator = await visitorAt(server.url, 'system-administrator', testPassword)
    const begun = async () => (await partialsIn(backupFolder(folder))).length > 0
    const watch = { underWay: begun, close: async () => {} }
    return byServer(server, heard(administrator.post('/backups', {})), watch)
  },
  async look({ folder, ground, tables }) {
    expect(changedTables(ground.tables, tables)).toEqual([])
    const folders = [folder, backupFolder(folder)]
    const named = (await Promise.all(folders.map((one) => filesIn(one, '.backup')))).flat()
    const made = named.filter((file) => !file.endsWith('after-the-cut.backup'))
    // What bears the name of a backup is whole; what does not is no backup to anybody, or whole.
    for (const file of made) expect((await verifyBackup(file, null)).tables.people?.rows).toBe(peopleOfOffice)
    for (const kept of await keptBackups(folder)) expect(made).toContain(kept.file)
    for (const file of (await Promise.all(folders.map(partialsIn))).flat()) {
      const told = await verifyBackup(file, null).catch((error: Error) => error.message)
      if (typeof told === 'string') expect(told).toMatch(/损坏|不完整|不是编制通的备份文件/)
    }
    return made.length > 0 ? 'whole' : 'nothing'
  },
  async again({ folder, registry, ground }) {
    const { tables } = await backupOf(registry, join(folder, 'office.backup'))
    expect(changedTables(ground.tables, tables)).toEqual([])
    expect(await partialsIn(folder)).toEqual([])
    const at = new Date(Date.now() + 25 * 3_600_000)
    const { file } = await keepBackup(registry, officer('clerk'), { at, nightly: true })
    await verifyBackup(file, null)
    // The next night clears away what was cut off.
    expect(await partialsIn(backupFolder(folder))).toEqual([])
    return registry
  },
}

/** `bianzhi restore` into an empty registry. */
export const restoration: Scenario = {
  prepared: 'empty',
  begin: async ({ ground, folder }) =>
    byCommand(folder, ['restore', ground.backup], writingOf(folder, 'restored_rows'), /已恢复/),
  async look({ ground, tables }) {
    if (isEmpty(tables)) return 'nothing'
    expect(tables).toEqual(ground.tables)
    return 'whole'
  },
  async again({ folder, registry, ground }) {
    const { address } = registry
    const answer = await runRestore({ address, key: keyPlaceOf(folder, {}) }, [ground.backup])
    expect(answer).toMatchObject({ code: 0 })
    expect((await backupOf(registry, join(folder, 'restored.backup'))).tables).toEqual(ground.tables)
    return registry
  },
}

/** A file of units, applied on its page. */
export const importing: Scenario = {
  prepared: 'office',
  async begin({ folder, ground }) {
    const server = await startServer(folder)
    const clerk = await visitorAt(server.url, 'clerk', testPassword)
    const answer = await clerk.post(`/exchange/jobs/${ground.jobId}/application`, {})
    expect(answer.status).toBe(303)
    return {
      programs: [server.child],
      said: server.said,
      ...writingOf(folder, 'organization|approval_documents'),
      ended: () => false,
      // The answer only said that it began; its end is told on the page of the job.
      acknowledged: async () => false,
    }
  },
  async look(found) {
    const { ground, tables } = found
    const changed = changedTables(ground.tables, tables).filter((table) => table !== 'exchange_jobs')
    const job = await settledJob(clerkOf(found), ground.jobId)
    if (changed.length === 0) {
      expect(job?.state).toBe('previewed')
      return 'nothing'
    }
    expect(job?.state).toBe('applied')
    await expectUnits(found)
    return 'whole'
  },
  async again(found) {
    const begun = accepted(await applyJob(clerkOf(found), found.ground.jobId, { acknowledged: false }))
    await begun.work
    await expectUnits(found)
    return found.registry
  },
}

/** 机构合并: the last signature, by which it takes effect. */
export const merger: Scenario = {
  prepared: 'office',
  async begin({ folder, ground }) {
    const server = await startServer(folder)
    const director = await visitorAt(server.url, 'director', testPassword)
    const agree = { decision: 'agree', words: '同意合并' }
    const answer = heard(director.post(`/reforms/${ground.reformId}/signatures`, agree))
    return byServer(server, answer, writingOf(folder, 'organization|headcount|movements|assignments|cost'))
  },
  async look(found) {
    const changed = changedTables(found.ground.tables, found.tables)
    if (changed.length === 0) return 'nothing'
    await expectMerged(found)
    return 'whole'
  },
  async again(found) {
    const { registry, ground } = found
    const agree = { decision: 'agree', words: '同意合并' } as const
    const signed = accepted(await signReform(registry.db, officer('director'), ground.reformId, agree))
    expect(signed.state).toBe('effective')
    await expectMerged(found)
    return registry
  },
}

/** A newer version starts on an older registry. */
export const upgrade: Scenario = {
  prepared: 'older',
  async begin({ folder }) {
    const { child, said, ended } = startProgram('src/server.ts', ['--port', '0'], folder)
    return {
      programs: [child],
      said,
      ...writingOf(folder, 'create|alter|landed_migrations'),
      ended: () => child.exitCode !== null,
      acknowledged: () => ended.then(() => said().includes('已启动')),
    }
  },
  async look({ folder, ground, registry, tables }) {
    const all = await landedMigrations(registry.sql)
    const former = all.slice(0, all.length / 2)
    expect(Object.keys(tables).sort()).toEqual(Object.keys(ground.tables).sort())
    expect([...(await registry.sql`select name from regions`)]).toEqual([{ name: '试验区' }])
    const kept = await keptBackups(folder)
    expect(kept).not.toEqual([])
    for (const { file } of kept) expect((await verifyBackup(file, null)).migrations).toEqual(former)
    if (registry.migrated.length === 0) return 'whole'
    // The start after the cut found none of them.
    expect(registry.migrated).toEqual(all.slice(former.length))
    return 'nothing'
  },
  again: async ({ registry }) => registry,
}

/** `bianzhi demo load`. */
export const example: Scenario = {
  prepared: 'empty',
  begin: async ({ folder }) =>
    byCommand(folder, ['demo', 'load'], writingOf(folder, '^\\s*insert into'), /已载入/),
  async look({ registry, tables }) {
    if (isEmpty(tables)) return 'nothing'
    const [entry] = await registry.sql<{ after: Record<string, number> }[]>`
      select after from audit_entries where action = 'demo.load'`
    const { organizations, people, movements } = tables
    const rows = { organizations: organizations?.rows, people: people?.rows, movements: movements?.rows }
    expect(entry?.after).toEqual(rows)
    return 'whole'
  },
  again: async ({ registry }) => registry,
}

/** `bianzhi key rotate`. */
export const rotation: Scenario = {
  prepared: 'office',
  begin: async ({ folder }) =>
    byCommand(folder, ['key', 'rotate'], writingOf(folder, 'update .* kept set'), /密钥已更换/),
  async look({ ground, registry, tables }) {
    await expectReadable(registry)
    const changed = changedTables(ground.tables, tables)
    if (changed.length === 0) return 'nothing'
    expect(changed).toEqual(['exchange_jobs', 'person_contacts', 'person_particulars', 'regions'])
    return 'whole'
  },
  async again({ folder, registry }) {
    await registry.stop()
    const at = new Date()
    const place = await reachRegistry({ environment: { DATA_DIR: folder }, as: 'command' })
    await rotateKey({ ...place, at, clockOf: (db) => clockOf({ db }, () => at, null) }, null).finally(
      place.stop,
    )
    const opened = await openFolder(folder)
    await expectReadable(opened)
    expect(keyFingerprint(opened.cipher)).not.toBe(keyFingerprint(registry.cipher))
    return opened
  },
}

function byCommand(
  folder: string,
  words: readonly string[],
  watch: Pick<Work, 'underWay' | 'close'>,
  done: RegExp,
): Work {
  const { child, said, ended } = startProgram('src/cli.ts', words, folder)
  return {
    programs: [child],
    said,
    ...watch,
    ended: () => child.exitCode !== null,
    acknowledged: () => ended.then(() => done.test(said())),
  }
}

/** What the running server was asked to do, and leads on from when it is done. */
function byServer(
  { child, said }: ServerProcess,
  asked: Promise<Heard | null>,
  watch: Pick<Work, 'underWay' | 'close'>,
): Work {
  let answered = false
  const answer = asked.then((given) => {
    answered = true
    return given
  })
  return {
    programs: [child],
    said,
    ...watch,
    ended: () => answered,
    acknowledged: async () => (await answer)?.status === 303,
  }
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name))
}

const partialsIn = (folder: string) => filesIn(folder, '.partial')

/** More than its first line is there. */
async function isBegun(file: string): Promise<boolean> {
  return stat(`${file}.partial`).then(
    ({ size }) => size > 100,
    () => false,
  )
}

const clerkOf = ({ registry: { db, cipher } }: Found) => ({ db, cipher, acting: officer('clerk') })

async function expectUnits({ registry: { sql }, ground }: Found): Promise<void> {
  const [counted] = await sql`
    select (select count(*)::int from organizations where code like 'N%') as units,
      (select count(*)::int from organization_versions v join organizations o on o.id = v.organization_id
        where o.code like 'N%') as versions,
      (select count(*)::int from audit_entries where action = 'exchange.import') as told,
      (select state || ' ' || (content is null)::text from exchange_jobs where id = ${ground.jobId}) as job`
  expect(counted).toEqual({ units: unitsOfFile, versions: unitsOfFile, told: 1, job: 'applied true' })
}

async function expectMerged({ registry: { sql }, ground: { reformId, successorId } }: Found): Promise<void> {
  const [counted] = await sql`
    select (select count(*)::int from reform_effects where reform_id = ${reformId}) as effects,
      (select count(*)::int from reform_signatures where step = 'director') as signatures,
      (select count(*)::int from assignments where organization_id = ${successorId}
        and superseded_at is null and effective_to is null) as people,
      (select count(*)::int from assignments where organization_id <> ${successorId}
        and superseded_at is null and effective_to is null) as left,
      (select count(*)::int from movements) as movements,
      (select sum(change)::int from approved_headcounts where organization_id = ${successorId}) as places,
      (select count(*)::int from audit_entries where action = 'reform.effect') as told`
  const all = peopleOfOffice
  expect(counted).toEqual({
    effects: 1,
    signatures: 1,
    people: all,
    left: 0,
    movements: all,
    places: all,
    told: 1,
  })
}

/** All that is locked opens with the key by which the registry started, and its fingerprint is that of the key. */
async function expectReadable({ sql, cipher }: Registry): Promise<void> {
  const rows = await sql<{ ciphertext: Buffer; hash: string }[]>`
    select identity_ciphertext as ciphertext, identity_hash as hash from person_particulars
    union all select ciphertext, content_hash from person_contacts
    union all select preview, null from exchange_jobs`
  for (const { ciphertext, hash } of rows) {
    const text = cipher.decrypt(ciphertext)
    if (hash !== null) expect(cipher.hash(text)).toBe(hash)
  }
  expect(await fingerprintsOf(sql)).toEqual(new Set([keyFingerprint(cipher)]))
}
