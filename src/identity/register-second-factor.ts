import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { recordWrongPassword } from './change-password.ts'
import { passwordMatches } from './password.ts'
import { endSecondFactor, insertSecondFactor, secondFactorOf } from './second-factor.store.ts'
import { codeStep, isSecret } from './second-factor.ts'
import { lockUsers, userById } from './user.store.ts'

type Door = { db: Db; cipher: PersonalCipher; wall: () => Date }

/** 启用动态口令: the app already shows a right code, and whoever sits there knows the password. */
export async function registerSecondFactor(
  { db, cipher, wall }: Door,
  acting: Acting,
  { secret, code, password }: { secret: string; code: string; password: string },
): Promise<Outcome<null>> {
  if (!isSecret(secret)) return refused({ code: 'not-a-choice', field: 'code' })
  const step = codeStep(secret, code.replaceAll(' ', ''), wall())
  if (step === null) return refused(wrongCode)
  if (!(await knowsPassword(db, acting, password, 'second-factor.register'))) return refused(wrongPassword)
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    if ((await secondFactorOf(tx, acting.regionCode, acting.userId)) !== null) {
      return refused({ code: 'changed-meanwhile', field: 'code' })
    }
    await insertSecondFactor(tx, acting, { secretCiphertext: cipher.encrypt(secret), step })
    await recordAudit(tx, acting, {
      action: 'second-factor.register',
      subjectKind: 'user',
      subjectId: acting.userId,
    })
    return done(null)
  })
}

/** 停用动态口令, by whoever knows the password. */
export async function withdrawSecondFactor(db: Db, acting: Acting, password: string): Promise<Outcome<null>> {
  if (!(await knowsPassword(db, acting, password, 'second-factor.withdraw'))) return refused(wrongPassword)
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    await endSecondFactor(tx, acting, acting.userId)
    await recordAudit(tx, acting, {
      action: 'second-factor.withdraw',
      subjectKind: 'user',
      subjectId: acting.userId,
    })
    return done(null)
  })
}

const wrongCode: Problem = {
  code: 'refused',
  field: 'code',
  because: '动态口令不正确。请核对手机时间，输入当前显示的 6 位数字。',
}
const wrongPassword: Problem = { code: 'refused', field: 'password', because: '密码不正确。请重新输入。' }

async function knowsPassword(db: Db, acting: Acting, password: string, wanted: string): Promise<boolean> {
  const user = await userById(db, acting.regionCode, acting.userId)
  if (user !== null && (await passwordMatches(user.passwordHash, password))) return true
  await recordWrongPassword(db, acting, wanted)
  return false
}
