import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { appendOpeningStep, lockExchange, openingOf, recordedBeside, takeBackLoads } from './opening.store.ts'

/** 作废期初: everything loaded is believed no longer, and the door stays open. Answers how many records. */
export function withdrawOpening(
  db: Db,
  acting: Acting,
  { reason }: { reason: string },
): Promise<Outcome<number>> {
  return db.transaction(async (tx) => {
    const { regionCode } = acting
    await lockExchange(tx, regionCode)
    const { state, id, loads } = await openingOf(tx, regionCode)
    if (state !== 'open' || id === null) {
      return refused({ code: 'refused', field: 'reason', because: '没有正在建账的期初数据，不能作废。' })
    }
    if (reason.trim() === '') return refused({ code: 'required', field: 'reason' })
    const beside = await recordedBeside(tx, regionCode, loads)
    if (beside > 0) {
      const because = `期初以外已登记 ${beside} 项日常事项，作废会使其失去依据。请直接启用，错误之处按更正办理。`
      return refused({ code: 'refused', field: 'reason', because })
    }
    const count = await takeBackLoads(tx, acting, loads)
    await appendOpeningStep(tx, acting, { openingId: id, step: 'discard', subject: null, count })
    await recordAudit(tx, acting, {
      action: 'opening.discard',
      subjectKind: 'opening',
      subjectId: id,
      reason,
      after: { count },
    })
    return done(count)
  })
}
