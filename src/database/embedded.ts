import { mkdir, readFile, realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Address } from './connection.ts'
import { chooseAccount } from './embedded-account.ts'
import { findBinaries } from './embedded-binaries.ts'
import { clusterPlace, clusterUser, ensureCluster, readPostmaster } from './embedded-cluster.ts'
import { onExit } from './embedded-exit.ts'
import { claimDataFolder, ownerOf } from './embedded-owner.ts'
import {
  endLeftBehind,
  type Ground,
  type RunningPostmaster,
  signalFastStop,
  startPostmaster,
  stopPostmaster,
} from './embedded-postmaster.ts'
import { startOfProcess } from './embedded-process.ts'
import { embeddedRefusal } from './embedded-refusal.ts'
import { serverSettings } from './embedded-settings.ts'
import { makeSocketDirectory, removeSocketDirectory, socketPort } from './socket-directory.ts'

export type EmbeddedConnection = Extract<Address, { host: string }> & { password: string }

/** A PostgreSQL of our own. It is started again by itself when it is killed; `stop` ends it and frees the folder. */
export type EmbeddedServer = { connection: EmbeddedConnection; stop(): Promise<void> }

export type EmbeddedOptions = {
  dataDirectory: string
  /** Where the owner can be found, for the message to a second one, e.g. `http://localhost:3000`. */
  address?: string
  log?: (line: string) => void
}

/**
 * Starts PostgreSQL on the data folder, made when it is not there, and owns it until `stop` or the end of this
 * process. Throws DataFolderInUse while another process owns it, and EmbeddedRefusal where it cannot run; their
 * messages are for the person who starts the system.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDirectory = await makeDataDirectory(options.dataDirectory)
  const place = clusterPlace(dataDirectory)
  const binaries = await findBinaries()
  const account = await chooseAccount({ dataDirectory, clusterDirectory: place.cluster, binaries })
  const listen = await listenAt(() => makeSocketDirectory(dataDirectory, account))
  const ownership = await claimDataFolder(dataDirectory, options.address ?? listen.host)
  try {
    await ensureCluster(dataDirectory, account, binaries)
    const { socketDirectory } = listen
    const ground = { place, account, binaries, socketDirectory, settings: await serverSettings(listen) }
    await endLeftBehind(ground)
    const keeping = await keepRunning(ground, options.log ?? (() => {}))
    const { host, port } = listen
    return {
      connection: await connectionTo(dataDirectory, { host, port }),
      stop: async () => {
        await keeping.stop()
        await removeSocketDirectory(dataDirectory, listen.socketDirectory)
        await ownership.release()
      },
    }
  } catch (error) {
    await ownership.release()
    throw error
  }
}

/** The connection to the PostgreSQL that a live owner runs on this folder, once it is ready; null where none does. */
export async function findRunning(dataDirectory: string): Promise<EmbeddedConnection | null> {
  const folder = await realpath(resolve(dataDirectory)).catch(() => null)
  // A postmaster whose owner was killed does not count: the next owner stops it.
  if (folder === null || (await ownerOf(folder)) === null) return null
  const postmaster = await readPostmaster(clusterPlace(folder))
  if (postmaster === null || !postmaster.ready || (await startOfProcess(postmaster.pid)) === null) return null
  const { socketDirectory, port } = postmaster
  return connectionTo(folder, { host: socketDirectory || '127.0.0.1', port })
}

async function makeDataDirectory(given: string): Promise<string> {
  const folder = resolve(given)
  try {
    // Root may have to run PostgreSQL as another user, who must get through; each folder inside is closed.
    await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    return await realpath(folder)
  } catch {
    throw embeddedRefusal(
      'folder',
      `不能使用数据文件夹 ${folder}。请检查其上级文件夹的权限，或用环境变量 DATA_DIR 指定其他文件夹。`,
    )
  }
}

/** Only a local socket; Windows alone has the loopback address instead, where the password keeps others out. */
async function listenAt(makeDirectory: () => Promise<string>) {
  if (process.platform === 'win32') {
    const host = '127.0.0.1'
    return { host, address: host, port: await freePort(host), socketDirectory: '' }
  }
  const host = await makeDirectory()
  return { host, address: '', port: socketPort, socketDirectory: host }
}

function freePort(host: string): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      server.close(() => resolvePort(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function connectionTo(
  dataDirectory: string,
  { host, port }: { host: string; port: number },
): Promise<EmbeddedConnection> {
  const password = await readFile(clusterPlace(dataDirectory).password, 'utf8')
  return { host, port, username: clusterUser, database: 'postgres', password }
}

/** Starts the postmaster again whenever it ends without being told to, more slowly each time it fails. */
async function keepRunning(ground: Ground, log: (line: string) => void): Promise<{ stop(): Promise<void> }> {
  let pid: number | null = null
  let running: RunningPostmaster | null = null
  let stopping = false
  let restarting = Promise.resolve()
  const callOff = onExit(() => {
    stopping = true
    if (pid !== null) signalFastStop(ground, pid)
  })

  const start = async () => {
    const postmaster = await startPostmaster(ground, (spawned) => {
      pid = spawned
    })
    running = postmaster
    void postmaster.ended.then(() => {
      running = null
      pid = null
      if (stopping) return
      log('PostgreSQL 意外终止，正在重新启动')
      restarting = restart()
    })
  }
  const restart = async () => {
    for (let wait = 200; running === null && !stopping; wait = Math.min(wait * 2, 30_000)) {
      try {
        await endLeftBehind(ground)
        if (stopping) return
        await start()
        log('PostgreSQL 已重新启动')
      } catch (error) {
        pid = null
        log(error instanceof Error ? error.message : String(error))
        await pause(wait)
      }
    }
  }

  try {
    await start()
  } catch (error) {
    callOff()
    throw error
  }
  return {
    stop: async () => {
      stopping = true
      await restarting
      if (running !== null) await stopPostmaster(ground, running)
      callOff()
    },
  }
}
