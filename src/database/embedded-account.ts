import { spawnSync } from 'node:child_process'
import { chown, readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import type { Binaries } from './embedded-binaries.ts'
import { embeddedRefusal } from './embedded-refusal.ts'

/**
 * As whom PostgreSQL runs, since it refuses user 0. `prefix` are the words before the program; `uid` and `gid` are
 * what to become first; `owner` is the user that its files belong to on disk.
 */
export type Account = { prefix: string[]; uid?: number; gid?: number; owner: number }

type Name = { name: string; uid: number; gid: number }

/**
 * An ordinary user runs it directly. For root, in this order:
 * 1. the owner of the data folder, where that is somebody else: the files stay that user's;
 * 2. a user namespace in which root carries another number: works in folders that only root may enter;
 * 3. the accounts `postgres` and `nobody`, where namespaces are forbidden (many containers) and the folders open.
 * An existing cluster leaves only the ways that fit its owner. Each is tried on a harmless command before it is taken.
 */
export async function chooseAccount(place: {
  dataDirectory: string
  clusterDirectory: string
  binaries: Binaries
}): Promise<Account> {
  const { dataDirectory, clusterDirectory, binaries } = place
  if (process.getuid === undefined) return { prefix: [], owner: 0 }
  const user = process.getuid()
  const clusterOwner = await stat(clusterDirectory).then(
    ({ uid }) => uid,
    () => null,
  )
  const names = await readNames()
  const candidates = user === 0 ? await rootCandidates(dataDirectory, names) : [ordinary(user, names)]
  const fitting = candidates.filter(({ owner }) => clusterOwner === null || owner === clusterOwner)
  const account = fitting.find((candidate) => works(candidate, dataDirectory, binaries))
  if (account === undefined) throw noAccount({ user, dataDirectory, clusterDirectory, clusterOwner })
  return account
}

/** Gives a file or folder to the account that must own it; only root needs to, and may. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.uid !== undefined) await chown(path, account.uid, account.gid ?? account.uid)
}

/** The command line and spawn options that run a program as the account. */
export function asAccount(account: Account, program: string, words: string[]) {
  const [command = program, ...rest] = [...account.prefix, program, ...words]
  const { uid, gid } = account
  return { command, words: rest, options: { env: environment(), ...(uid === undefined ? {} : { uid, gid }) } }
}

/** Our own environment may hold keys, which are none of PostgreSQL's business. */
function environment(): NodeJS.ProcessEnv {
  const kept = process.platform === 'win32' ? process.env : { PATH: process.env.PATH }
  return { ...kept, LC_ALL: 'C' }
}

/** initdb wants its user to have a name; a container may run us as a bare number. */
function ordinary(user: number, names: Name[]): Account {
  try {
    userInfo()
    return { prefix: [], owner: user }
  } catch {
    return inNamespace(user, names)
  }
}

async function rootCandidates(dataDirectory: string, names: Name[]): Promise<Account[]> {
  const folder = await stat(dataDirectory)
  const folderOwner = names.filter(({ uid }) => uid === folder.uid && uid !== 0).map((name) => become(name))
  const services = ['postgres', 'nobody'].flatMap((service) => names.filter(({ name }) => name === service))
  return [...folderOwner, inNamespace(0, names), ...services.map((name) => become(name))]
}

/** Inside, our user is shown under the number of another one that has a name; which one makes no difference. */
function inNamespace(user: number, names: Name[]): Account {
  const shown = names.find(({ uid }) => uid !== 0 && uid !== 65534) ?? names.find(({ uid }) => uid !== 0)
  const number = shown?.uid ?? 65534
  return { prefix: ['unshare', '--user', `--map-user=${number}`, `--map-group=${number}`, '--'], owner: user }
}

function become({ uid, gid }: Name): Account {
  return { prefix: [], uid, gid, owner: uid }
}

function works(account: Account, dataDirectory: string, { initdb, postgres }: Binaries): boolean {
  if (process.platform === 'win32') return true
  const reach = 'id -un >/dev/null && cd "$1" && "$2" --version >/dev/null && test -x "$3"'
  // Becoming another user, it will be given its own folder in there; otherwise it must write in the data folder.
  const write = account.uid === undefined ? ' && test -w .' : ''
  const words = ['-c', reach + write, 'sh', dataDirectory, initdb, postgres]
  const { command, words: rest, options } = asAccount(account, '/bin/sh', words)
  return spawnSync(command, rest, { ...options, stdio: 'ignore', cwd: '/', timeout: 10_000 }).status === 0
}

async function readNames(): Promise<Name[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    if (!name || !uid || !gid) return []
    return [{ name, uid: Number.parseInt(uid, 10), gid: Number.parseInt(gid, 10) }]
  })
}

function noAccount(place: {
  user: number
  dataDirectory: string
  clusterDirectory: string
  clusterOwner: number | null
}) {
  const { user, dataDirectory, clusterDirectory, clusterOwner } = place
  if (user !== 0 && clusterOwner !== null && clusterOwner !== user) {
    return embeddedRefusal(
      'account',
      `数据库文件夹 ${clusterDirectory} 属于用户 ${clusterOwner}，当前用户 ${user} 不能使用。` +
        '请改用该用户启动，或由 root 将整个数据文件夹改归当前用户（chown -R）。',
    )
  }
  if (user !== 0) {
    return embeddedRefusal(
      'account',
      `当前用户 ${user} 不能在数据文件夹 ${dataDirectory} 中运行 PostgreSQL。` +
        '请检查该文件夹可写、程序文件夹 node_modules 可读，或用 DATA_DIR 指定其他文件夹。',
    )
  }
  return embeddedRefusal(
    'account',
    'PostgreSQL 不能以 root 身份运行，本机又不允许改换身份：用户命名空间（unshare --user）不可用，' +
      `且其他用户不能进入程序文件夹或数据文件夹 ${dataDirectory}。请任选其一：改用普通用户启动；` +
      '允许用户命名空间（sysctl user.max_user_namespaces，容器需放开 unshare）；' +
      '将程序与数据移到其他用户可以进入的文件夹；或用 DATABASE_URL 指定现有的 PostgreSQL。',
  )
}
