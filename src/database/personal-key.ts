import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The key of personal data: 32 bytes, hexadecimal, from BIANZHI_KEY, from the file BIANZHI_KEY_FILE names, or from
 * `keys/personal.key` in the data folder, made at the first start. It never stands in the database, so a stolen
 * dump shows no identity number; keep a copy of it apart from the backups.
 */
export async function personalKey(
  dataDirectory: string,
  environment: { BIANZHI_KEY?: string; BIANZHI_KEY_FILE?: string },
): Promise<Buffer> {
  if (environment.BIANZHI_KEY) return keyOf(environment.BIANZHI_KEY, 'BIANZHI_KEY')
  const file = environment.BIANZHI_KEY_FILE ?? join(dataDirectory, 'keys', 'personal.key')
  const kept = await readKey(file)
  if (kept !== null) return keyOf(kept, file)
  if (environment.BIANZHI_KEY_FILE) throw new Error(`密钥文件不存在：${file}`)
  await mkdir(join(dataDirectory, 'keys'), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  // Linking fails when another process was first: then its key is the one.
  await link(draft, file).catch(() => {})
  await unlink(draft)
  return keyOf(await readFile(file, 'utf8'), file)
}

async function readKey(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function keyOf(text: string, source: string): Buffer {
  const hexadecimal = text.trim()
  if (!/^[0-9a-f]{64}$/i.test(hexadecimal)) throw new Error(`密钥应为 64 位十六进制字符：${source}`)
  return Buffer.from(hexadecimal, 'hex')
}
