import { parseArgs } from 'node:util'
import type { Address, Db } from '../database/connection.ts'
import { upgradeWaits } from '../database/migrate.ts'
import type { KeyPlace } from '../database/personal-key.ts'
import { rotateKey } from '../database/rotate-key.ts'
import type { Clock } from '../kernel/clock.ts'

/** 0 done, 1 refused with a reason, 2 wrong usage. */
type Answer = { code: 0 | 1 | 2; out: string }

export const keyHelp = `用法：bianzhi key rotate [--new-key-file 文件]

更换个人信息密钥：身份证号、联系电话、住址、银行账号、动态口令等用新密钥重新加密，全部完成或全部不作。
先停止服务。更换前请做一次备份。更换时断电的，下次启动按登记库的指纹自动选用正确的密钥。

选项
  --new-key-file  新密钥文件（64 位十六进制字符）；不写时自动生成

新密钥放在原来的位置（keys/personal.key 或 BIANZHI_KEY_FILE 指明的文件）；旧密钥留在同一目录，文件名以
personal.key-until- 开头，更换前的备份要用它恢复。两者都要与数据备份分开，另行保管。操作记入审计。`

/** The registry is not opened: the rotation must have it alone. */
export async function runKey(
  {
    address,
    key,
    at,
    clockOf,
  }: { address: Address; key: KeyPlace; at: Date; clockOf(db: Db): Promise<Clock> },
  words: string[],
): Promise<Answer> {
  const asked = wordsOf(words)
  if (asked === null) return { code: 2, out: keyHelp }
  if (await upgradeWaits(address)) {
    return { code: 1, out: '数据库有尚未执行的升级，没有更换密钥。请先运行 bianzhi migrate。' }
  }
  const { file, before, after, rows } = await rotateKey({ address, key, at, clockOf }, asked.newKeyFile)
  return {
    code: 0,
    out: [
      `个人信息密钥已更换：重新加密 ${rows} 条记录，指纹由 ${before} 变为 ${after}。`,
      `新密钥：${file}。请立即另行备份，不与数据备份放在一起。`,
      `旧密钥：同一目录下以 -until- 和更换时间结尾的文件。更换前的备份要用它恢复，请一并保管。`,
    ].join('\n'),
  }
}

function wordsOf(words: string[]): { newKeyFile: string | null } | null {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { 'new-key-file': { type: 'string' } },
      allowPositionals: true,
    })
    const [verb, ...rest] = positionals
    if (verb !== 'rotate' || rest.length > 0) return null
    return { newKeyFile: values['new-key-file'] ?? null }
  } catch {
    return null
  }
}
