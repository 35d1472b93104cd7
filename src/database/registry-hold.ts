import { sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { type Address, applicationName, connectToHold, type Db } from './connection.ts'
import { fingerprintsOf } from './key-fit.ts'

/** Shared by every server and command that uses the registry; taken alone by the rotation of its key. */
const registryLock = 2024011502

const lookEvery = 2000

export type RegistryHold = {
  /**
   * Looks whether the session still holds: with the session the hold is lost, and a rotation may have come between.
   * `ended` is told once when the key is no longer that of the registry, and why in words.
   */
  watch(fingerprint: string, ended: (because: string) => void): void
  release(): Promise<void>
}

/** Keeps a rotation of the key away as long as the registry is used; throws in words while one is going on. */
export async function holdRegistry(address: Address): Promise<RegistryHold> {
  const { sql: one, close } = connectToHold(address)
  let session = await heldBy(one)
  let timer: NodeJS.Timeout | undefined
  if (session === null) {
    await close()
    throw new Error(rotating)
  }
  return {
    watch(fingerprint, ended) {
      const look = async () => {
        const now = await sessionOf(one)
        if (now !== session) {
          session = await heldBy(one)
          const because = session === null ? stopped : await changed(one, fingerprint)
          if (because !== null) return ended(because)
        }
        lookLater()
      }
      const lookLater = () => {
        // The database is away for a while: then nobody rotates either.
        timer = setTimeout(() => look().catch(lookLater), lookEvery).unref()
      }
      lookLater()
    },
    async release() {
      clearTimeout(timer)
      await close()
    },
  }
}

/**
 * Inside the transaction of a rotation: nobody else uses the registry until its end. False while a server or another
 * command does, also one of an older version, which holds nothing.
 */
export async function holdAlone(tx: Db): Promise<boolean> {
  const [row] = await tx.execute<{ alone: boolean }>(sql`
    select pg_try_advisory_xact_lock(${registryLock}) and not exists (
      select 1 from pg_stat_activity
      where datname = current_database() and application_name = ${applicationName} and pid <> pg_backend_pid()
    ) as alone`)
  return row?.alone === true
}

const rotating = '正在更换个人信息密钥。没有启动，请待更换完成后再试。'
const stopped = '个人信息密钥正在更换，本服务现已停止。请待更换完成后重新启动。'

async function heldBy(one: postgres.Sql): Promise<number | null> {
  const [row] = await one<{ session: number; held: boolean }[]>`
    select pg_backend_pid() as session, pg_try_advisory_lock_shared(${registryLock}) as held`
  return row?.held === true ? row.session : null
}

async function sessionOf(one: postgres.Sql): Promise<number | undefined> {
  const [row] = await one<{ session: number }[]>`select pg_backend_pid() as session`
  return row?.session
}

async function changed(one: postgres.Sql, fingerprint: string): Promise<string | null> {
  const kept = await fingerprintsOf(one)
  const same = [...kept].every((one) => one === fingerprint)
  return same ? null : '个人信息密钥已经更换，本服务使用的是旧密钥，现已停止。请重新启动。'
}
