import { sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { type Address, applicationName, connectToHold, type Db } from './connection.ts'
import { until } from './embedded-process.ts'
import { fingerprintsOf } from './key-fit.ts'

/** Shared by every server and command that uses the registry; taken alone by the rotation of its key. */
const registryLock = 2024011502

/** Taken by a server for as long as it runs: there is one on a registry. */
const serverLock = 2024011503

const lookEvery = 2000
/** The session of a server that was killed just now ends within moments. */
const usualPatience = 5000

export type Holding = {
  as: 'server' | 'command'
  /** milliseconds to wait for another server to end */
  patience?: number
}

export type RegistryHold = {
  /**
   * Looks whether the session still holds: with the session the hold is lost, and a rotation may have come between.
   * `ended` is told once when the key is no longer that of the registry or another server took the place, and why in
   * words.
   */
  watch(fingerprint: string, ended: (because: string) => void): void
  release(): Promise<void>
}

/**
 * Keeps a rotation of the key away as long as the registry is used, and a second server: the clock, the sealer of the
 * audit chain, the nightly backup and the limits on sign-in are each one server's own. Throws in words when refused.
 */
export async function holdRegistry(
  address: Address,
  { as, patience = usualPatience }: Holding,
): Promise<RegistryHold> {
  const { sql: one, close } = connectToHold(address)
  let session = await heldBy(one)
  let timer: NodeJS.Timeout | undefined
  const refusal = session === null ? rotating : await otherServer(one, as, patience)
  if (refusal !== null) {
    await close()
    throw new Error(session === null ? refusal : `${refusal}没有启动。${mend}`)
  }
  return {
    watch(fingerprint, ended) {
      const look = async () => {
        const now = await sessionOf(one)
        if (now !== session) {
          const again = await heldBy(one)
          const because = again === null ? stopped : await changed(one, fingerprint)
          if (because !== null) return ended(because)
          const other = await otherServer(one, as, 0)
          if (other !== null) return ended(`${other}本服务现已停止。${mend}`)
          session = again
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

const mend = '一个登记库只运行一个服务：请先停止那一个；其机器刚刚断电的，一分钟后再启动。'
const rotating = '正在更换个人信息密钥。没有启动，请待更换完成后再试。'
const stopped = '个人信息密钥正在更换，本服务现已停止。请待更换完成后重新启动。'

async function heldBy(one: postgres.Sql): Promise<number | null> {
  const [row] = await one<{ session: number; held: boolean }[]>`
    select pg_backend_pid() as session, pg_try_advisory_lock_shared(${registryLock}) as held`
  return row?.held === true ? row.session : null
}

/** Null: no other runs, and this one holds the place. Else where the other is, in words. */
async function otherServer(one: postgres.Sql, as: Holding['as'], patience: number): Promise<string | null> {
  if (as === 'command') return null
  const take = async () => {
    const [row] = await one<{ taken: boolean }[]>`select pg_try_advisory_lock(${serverLock}) as taken`
    return row?.taken === true
  }
  if (await until(take, { most: patience, every: 200 })) return null
  const [other] = await one<{ place: string; since: string }[]>`
    select coalesce(host(client_addr), '本机') as place, to_char(backend_start, 'YYYY-MM-DD HH24:MI') as since
    from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and objsubid = 1 and objid = ${serverLock}
      and database = (select oid from pg_database where datname = current_database())`
  const found = other ? `（来自 ${other.place}，自 ${other.since} 起）` : ''
  return `已有另一个服务使用这个数据库${found}。`
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
