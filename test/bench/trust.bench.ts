import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import type { Connection, Db } from '../../src/database/connection.ts'
import type { PersonalCipher } from '../../src/database/personal-cipher.ts'
import { type Interceptor, intercepted } from '../../src/database/statement-interceptor.ts'
import { passwordHash, passwordMatches } from '../../src/identity/password.ts'
import { draftMovement } from '../../src/movement/draft-movement.ts'
import { accepted, agree, bureau, entryOf, officer } from '../movement/planted.ts'
import { type Benchmark, type Measured, median, ratioOf, timed } from './ground.ts'

/**
 * What audit and encryption cost: a person registered, entered and signed to the end, against the same build with both
 * off. The switch is here and nowhere else: the statement that writes entries is answered by an empty one, and the
 * cipher leaves what it is given as it is.
 */
export const benchmark: Benchmark = async (ground) => {
  const overhead = await ground.withCopy(async (copy) => {
    const [root] = await copy.sql<{ id: string }[]>`
      select organization_id as id from organization_versions where kind = 'region' and superseded_at is null`
    const unit = await bureau(copy.db, root?.id ?? '', { name: '基准局', approved: 1000 })
    const bare = drizzle(intercepted(copy.sql, withoutAudit), { casing: 'snake_case' })
    const enter = async (db: Db, cipher: PersonalCipher) => {
      const movement = accepted(await draftMovement(db, cipher, officer('clerk'), entryOf(unit)))
      for (const role of ['section-head', 'director']) accepted(await agree(db, movement.id, role))
    }
    await entriesOnlyFrom(copy, (db) => enter(db, ground.cipher), bare)
    return ratioOf(
      40,
      () => enter(copy.db, ground.cipher),
      () => enter(bare, plain),
    )
  })
  return [
    {
      name: 'an entry from the draft to its effect, with audit and encryption ÷ without both',
      ratio: overhead.ratio,
      aim: 1.3,
      note: `${overhead.milliseconds.toFixed(1)} ms ÷ ${overhead.baselineMilliseconds.toFixed(1)} ms (medians of 40 pairs)`,
    },
    ...(await signInCost()),
  ]
}

const withoutAudit: Interceptor = (send, text, values, options) =>
  text.includes('insert into "audit_pending"')
    ? send('select 1 where false', [], options)
    : send(text, values, options)

const plain: PersonalCipher = {
  encrypt: (text) => Buffer.from(text),
  decrypt: (content) => content.toString(),
  hash: (text) => text,
}

/** The switch does what it says: entries come with the whole build, and none without. */
async function entriesOnlyFrom(
  { db }: Connection,
  enter: (db: Db) => Promise<void>,
  bare: Db,
): Promise<void> {
  const entries = async () => {
    const [row] = await db.execute<{ entries: number }>(
      sql`select count(*)::int as entries from audit_entries`,
    )
    return row?.entries ?? 0
  }
  const before = await entries()
  await enter(bare)
  const between = await entries()
  await enter(db)
  if (between !== before || (await entries()) <= between)
    throw new Error('the switch of the bench does not switch')
}

/** Dear enough that a stolen table is not tried through, cheap enough that nobody waits. */
async function signInCost(): Promise<Measured[]> {
  const hash = await passwordHash('A password of 2024')
  const times: number[] = []
  for (let run = 0; run < 15; run += 1)
    times.push(await timed(() => passwordMatches(hash, 'A password of 2024')))
  const milliseconds = median(times)
  const note = `from ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms`
  return [
    { name: 'a password checked at sign-in, at most', figure: milliseconds, unit: 'ms', aim: 400, note },
    { name: '100 ms ÷ a password checked at sign-in, at least', ratio: 100 / milliseconds, aim: 1, note },
  ]
}
