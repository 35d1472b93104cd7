import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { operatorActing } from '../kernel/acting.ts'
import type { Clock } from '../kernel/clock.ts'
import { recordAudit } from './audit.ts'
import { type Address, connectAsOwner, type Db } from './connection.ts'
import { encryptAnew, sweepTables } from './encrypt-anew.ts'
import { fittingKey } from './key-fit.ts'
import { type FoundKey, type KeyPlace, removeNextKey, switchToNextKey, writeNextKey } from './personal-key.ts'
import { holdAlone } from './registry-hold.ts'
import { regions } from './schema.ts'

type Ground = { address: Address; key: KeyPlace; at: Date; clockOf(db: Db): Promise<Clock> }

export type Rotation = { file: string; before: string; after: string; rows: number }

/**
 * 更换密钥: the new key is on the disk before anything is encrypted with it; all that the old one made is made anew in one
 * transaction, while nobody else uses the registry; then the new file takes the place of the old. The fingerprint, which
 * changes with the transaction, says at every moment which of the two is the registry's. Throws in words, and nothing is
 * changed, when it cannot be done.
 */
export async function rotateKey(ground: Ground, newKeyFile: string | null): Promise<Rotation> {
  const { key: place, address, at, clockOf } = ground
  if ('text' in place) throw new Error(fromEnvironment)
  const { db, close } = connectAsOwner(address)
  try {
    await refuseEmpty(db)
    const used = await fittingKey(address, place, at)
    const { next, rows } = await alone(db, async (tx) => {
      const next = await writeNextKey(place.file, newKeyFile)
      try {
        return { next, rows: await changeKey(tx, { used, next, clock: await clockOf(tx) }) }
      } catch (error) {
        // Nothing was committed and nothing will be.
        await removeNextKey(next)
        throw error
      }
    })
    await switchToNextKey(place.file, next, at)
    // The change is done; what cannot be swept now, PostgreSQL sweeps by itself in time.
    await sweepTables(db).catch(() => {})
    return { file: place.file, before: used.fingerprint, after: next.fingerprint, rows }
  } finally {
    await close()
  }
}

/** What the transaction does; a power cut right behind it leaves the new key under its first name, where it is found. */
export async function changeKey(
  tx: Db,
  { used, next, clock }: { used: FoundKey; next: FoundKey; clock: Clock },
): Promise<number> {
  if (next.fingerprint === used.fingerprint) throw new Error('新密钥与现用密钥相同，没有更换。')
  const changed = await tx
    .update(regions)
    .set({ keyFingerprint: next.fingerprint })
    .where(sql`coalesce(${regions.keyFingerprint}, ${used.fingerprint}) = ${used.fingerprint}`)
    .returning({ regionCode: regions.regionCode })
  if (changed.length === 0) throw new Error('密钥刚刚由另一个命令更换，没有再次更换。')
  const rows = await encryptAnew(tx, { used: used.cipher, next: next.cipher })
  for (const { regionCode } of changed) {
    await recordAudit(tx, operatorActing(regionCode, clock), {
      action: 'key.rotation',
      subjectKind: 'region',
      subjectId: regionCode,
      before: { keyFingerprint: used.fingerprint },
      after: { keyFingerprint: next.fingerprint },
    })
  }
  return rows
}

const fromEnvironment =
  '密钥来自环境变量 BIANZHI_KEY，不能就地更换。请把密钥存入文件，改用环境变量 BIANZHI_KEY_FILE 指明，再更换。'

const inUse = '登记库正在使用，没有更换密钥。请先停止服务和其他命令，再更换。'

async function refuseEmpty(db: Db): Promise<void> {
  const [there] = await db.execute<{ yes: boolean }>(sql`select to_regclass('regions') is not null as yes`)
  const region = there?.yes === true ? await db.execute(sql`select 1 from regions limit 1`) : []
  if (region.length === 0) throw new Error('登记库是空的，没有需要更换的密钥。')
}

/** A session that was just closed is seen for a moment longer: asked for two seconds before it is called in use. */
async function alone<Answer>(db: Db, run: (tx: Db) => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await db.transaction(async (tx) => ((await holdAlone(tx)) ? { of: await run(tx) } : null))
    if (answer !== null) return answer.of
    await pause(100)
  }
  throw new Error(inUse)
}
