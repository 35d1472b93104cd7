import { randomInt } from 'node:crypto'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { operatorActing } from '../kernel/acting.ts'
import type { Clock } from '../kernel/clock.ts'
import { shown } from '../kernel/shown.ts'
import { issuePassword } from './change-user.ts'
import { temporaryPassword } from './password-rule.ts'
import { accountHash } from './sign-in.ts'
import { userByAccount } from './user.store.ts'

/** 0 done, 1 refused with a reason, 2 wrong usage. */
type Answer = { code: 0 | 1 | 2; out: string }

export const userHelp = `用法：bianzhi user reset-password 账号

重置密码并显示一次临时密码，同时停用动态口令、结束登录、解除锁定；首次登录时须修改。
三员的密码只能在此重置。操作记入审计。`

type Door = { db: Db; cipher: PersonalCipher; clock: Clock; regionCode: string }

export async function runUser(
  { db, cipher, clock, regionCode }: Door,
  words: readonly string[],
): Promise<Answer> {
  const [verb, account] = words
  if (verb !== 'reset-password' || account === undefined || words.length > 2)
    return { code: 2, out: userHelp }
  const user = await userByAccount(db, regionCode, account)
  if (user === null) return { code: 1, out: `没有账号 ${shown(account)}。请核对。` }
  const password = temporaryPassword(randomInt)
  const answer = await issuePassword(db, operatorActing(regionCode, clock), {
    userId: user.id,
    password,
    reason: '在服务器终端重置',
    accountHash: (name) => accountHash(cipher, name),
    administratorsToo: true,
  })
  if (!answer.done) return { code: 1, out: `账号 ${account} 未重置。` }
  return { code: 0, out: `账号 ${account} 的临时密码：${password}\n首次登录时须修改。` }
}
