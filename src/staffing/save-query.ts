import { v7 } from 'uuid'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { appendSavedQuery, savedQueriesOf, supersedeSavedQuery } from './saved-query.store.ts'
import { mostSavedQueries, type SavedQuery } from './saved-query.ts'

/** Keeps the query under the name, which the user has given to no other of his own. */
export async function saveQuery(
  db: Db,
  acting: Acting,
  { name, query }: Omit<SavedQuery, 'id'>,
): Promise<Outcome<SavedQuery>> {
  const kept = await savedQueriesOf(db, acting)
  if (kept.length >= mostSavedQueries) {
    const because = `常用查询最多保存 ${mostSavedQueries} 个，请先删除不用的。`
    return refused({ code: 'refused', field: 'queryName', because })
  }
  return namedOnce(name, () =>
    db.transaction(async (tx) => {
      const saved = { id: v7(), name, query }
      await appendSavedQuery(tx, acting, saved)
      await recordAudit(tx, acting, { action: 'saved-query.save', ...subject(saved.id), after: { name } })
      return saved
    }),
  )
}

/** Another name for the same query: the old row is superseded. */
export async function renameQuery(
  db: Db,
  acting: Acting,
  { id, name }: Pick<SavedQuery, 'id' | 'name'>,
): Promise<Outcome<SavedQuery>> {
  const old = (await savedQueriesOf(db, acting)).find((query) => query.id === id)
  if (old === undefined) return refused({ code: 'not-found', field: 'queryName', sought: '这个常用查询' })
  return namedOnce(name, () =>
    db.transaction(async (tx) => {
      const renamed = { id: v7(), name, query: old.query }
      await supersedeSavedQuery(tx, acting, id)
      await appendSavedQuery(tx, acting, renamed)
      await recordAudit(tx, acting, {
        action: 'saved-query.rename',
        ...subject(renamed.id),
        before: { name: old.name },
        after: { name },
      })
      return renamed
    }),
  )
}

/** Answers false when there is none of the user's own. */
export function removeQuery(db: Db, acting: Acting, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const removed = await supersedeSavedQuery(tx, acting, id)
    if (removed) await recordAudit(tx, acting, { action: 'saved-query.removal', ...subject(id) })
    return removed
  })
}

function subject(subjectId: string) {
  return { subjectKind: 'saved-query', subjectId }
}

/** Two windows may give the same name at once: only the constraint sees both. */
async function namedOnce(name: string, save: () => Promise<SavedQuery>): Promise<Outcome<SavedQuery>> {
  try {
    return done(await save())
  } catch (error) {
    if (brokenConstraint(error) !== 'saved_queries_name_once') throw error
    const because = `已有名为“${name}”的常用查询，请换一个名称。`
    return refused({ code: 'refused', field: 'queryName', because })
  }
}
