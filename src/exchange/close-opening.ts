import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { appendOpeningStep, lockExchange, openingOf } from './opening.store.ts'

/** 启用: the opening goes live, and its door is shut for good. */
export function closeOpening(db: Db, acting: Acting): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    await lockExchange(tx, acting.regionCode)
    const { state, id, loads } = await openingOf(tx, acting.regionCode)
    if (state !== 'open' || id === null) {
      return refused({ code: 'refused', field: 'confirmed', because: '没有正在建账的期初数据，不能启用。' })
    }
    if (loads.some(({ recordedBy }) => recordedBy === acting.userId)) {
      const because = '期初数据由本人载入，启用须由另一人核对后办理。'
      return refused({ code: 'refused', field: 'confirmed', because })
    }
    const count = loads.reduce((sum, load) => sum + load.count, 0)
    await appendOpeningStep(tx, acting, { openingId: id, step: 'close', subject: null, count })
    await recordAudit(tx, acting, {
      action: 'opening.close',
      subjectKind: 'opening',
      subjectId: id,
      after: { count },
    })
    return done(id)
  })
}
