import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { recordAudit } from '../database/audit.ts'
import type { Address, Db } from '../database/connection.ts'
import { keyFingerprint, type PersonalCipher } from '../database/personal-cipher.ts'
import { type FoundKey, foundKeys, type KeyPlace } from '../database/personal-key.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Manifest } from './backup-file.ts'
import { makeBackup } from './make-backup.ts'
import { verifyBackup } from './read-backup.ts'
import { restoreBackup } from './restore-backup.ts'

type Answer = { code: 0 | 1 | 2; out: string }

export const backupHelp = `用法：bianzhi backup 文件 [--key-file 密钥文件]
      bianzhi backup verify 文件 [--key-file 密钥文件]

备份整个登记库到一个文件，服务运行时也可执行。指定密钥文件时内容加密。verify 通读备份并与末尾清单核对。
身份证号在备份中仍是密文；数据目录中的 keys/personal.key 不在备份内，须另外保管。`

export const restoreHelp = `用法：bianzhi restore 文件 [--key-file 密钥文件]

把备份恢复到空的登记库（先停止服务，用 DATA_DIR 指定一个新的目录）。恢复后逐表与备份清单核对，不符则全部撤销。
恢复前请把备份时使用的密钥文件放到新数据目录的 keys/personal.key，或用环境变量 BIANZHI_KEY_FILE 指明；
密钥与备份不符时不予恢复。更换过密钥的，更换前的备份用旧密钥（keys/personal.key-until-…）恢复。`

/** `backup verify FILE` needs no registry. */
export async function verifyAlone(words: string[]): Promise<Answer | null> {
  const asked = wordsOf(words)
  if (asked === null) return { code: 2, out: backupHelp }
  const [verb, file, ...rest] = asked.words
  if (verb !== 'verify') return null
  if (file === undefined || rest.length > 0) return { code: 2, out: backupHelp }
  const manifest = await verifyBackup(file, await keyOf(asked.keyFile))
  return { code: 0, out: `备份完好。${described(manifest)}` }
}

type BackupDoor = {
  address: Address
  db: Db
  cipher: PersonalCipher
  at: Date
  /** who is written into the audit; null: the registry is empty and keeps none */
  acting: Acting | null
}

export async function runBackup(
  { address, db, cipher, at, acting }: BackupDoor,
  words: string[],
): Promise<Answer & { manifest?: Manifest }> {
  const asked = wordsOf(words)
  const [file, ...rest] = asked?.words ?? []
  if (asked === null || file === undefined || rest.length > 0) return { code: 2, out: backupHelp }
  const key = await keyOf(asked.keyFile)
  const manifest = await makeBackup(address, {
    file,
    key,
    keyFingerprint: keyFingerprint(cipher),
    madeAt: at,
  })
  if (acting !== null) {
    await recordAudit(db, acting, {
      action: 'backup.make',
      subjectKind: 'backup',
      subjectId: basename(file),
      after: { rows: rowsOf(manifest.tables), locked: key !== null },
    })
  }
  return { code: 0, out: `已备份到 ${file}。${described(manifest)}`, manifest }
}

/** The registry is not opened: it is empty, and its key is the one the backup names. */
export async function runRestore(
  { address, key }: { address: Address; key: KeyPlace },
  words: string[],
): Promise<Answer> {
  const asked = wordsOf(words)
  const [file, ...rest] = asked?.words ?? []
  if (asked === null || file === undefined || rest.length > 0) return { code: 2, out: restoreHelp }
  const found = await foundKeys(key)
  const manifest = await restoreBackup(address, file, {
    key: await keyOf(asked.keyFile),
    mayRestore(read) {
      const fits = found.some(({ fingerprint }) => fingerprint === read.keyFingerprint)
      if (!fits && read.regions.length > 0) throw new Error(otherKey(read, key, found))
    },
  })
  return { code: 0, out: `已恢复。${described(manifest)}` }
}

function otherKey({ keyFingerprint: wanted }: Manifest, key: KeyPlace, found: readonly FoundKey[]): string {
  const atHand = found.map(({ source, fingerprint }) => `${source}（指纹 ${fingerprint}）`).join('、')
  return [
    `备份中的个人信息须用指纹为 ${wanted} 的密钥读取，${atHand === '' ? '没有找到密钥' : `找到的是 ${atHand}`}。没有恢复。`,
    `请把备份时使用的密钥文件放到 ${'file' in key ? key.file : 'BIANZHI_KEY_FILE 指明的位置'} 再恢复。`,
  ].join('\n')
}

function wordsOf(words: string[]): { words: string[]; keyFile: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { 'key-file': { type: 'string' } },
      allowPositionals: true,
    })
    return { words: positionals, keyFile: values['key-file'] }
  } catch {
    return null
  }
}

async function keyOf(file: string | undefined): Promise<string | null> {
  if (file === undefined) return null
  const key = (await readFile(file, 'utf8')).trim()
  if (key.length < 12) throw new Error(`备份密钥太短，至少 12 个字符：${file}`)
  return key
}

function described({ tables, regions, madeAt }: Manifest): string {
  const rows = rowsOf(tables)
  const names = regions.map(({ name }) => name).join('、') || '空的登记库'
  return `${names}，${Object.keys(tables).length} 张表，${rows} 行，备份时间 ${madeAt}。`
}

function rowsOf(tables: Manifest['tables']): number {
  return Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
}
