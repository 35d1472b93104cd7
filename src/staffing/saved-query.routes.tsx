import { z } from 'zod'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId, readForm, requiredText } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { linkOf, withQuery } from '../http/viewpoint.ts'
import type { EntryReader } from './entry-reader.ts'
import { groundOf } from './load-roster.ts'
import { rosterPage } from './roster.routes.tsx'
import { type RosterAsked, rosterAsked, rosterQueryText } from './roster-query.ts'
import { removeQuery, renameQuery, saveQuery } from './save-query.ts'
import { savedQueriesOf } from './saved-query.store.ts'
import { longestQueryName } from './saved-query.ts'

const nameShape = z.object({ queryName: requiredText(longestQueryName) })

/** 常用查询 of the 花名册: kept, renamed, removed; each user's own. */
export function savedQueryRoutes(reader: EntryReader) {
  const routes = newRoutes()

  routes.post('/people/queries', permit('person.read'), async (c) => {
    const { typed, outcome } = await readForm(c, nameShape)
    const asked = rosterAsked(new URLSearchParams((typed.query ?? '').slice(0, 4000)), groundOf(c, reader))
    if (!outcome.done) return rosterPage(c, reader, asked, typed, outcome.problems)
    const query = rosterQueryText(asked)
    const saved = await saveQuery(c.get('services').db, actingOf(c), { name: outcome.value.queryName, query })
    if (!saved.done) return rosterPage(c, reader, asked, typed, saved.problems)
    return c.redirect(addressOf(c, asked), 303)
  })

  routes.post('/people/queries/:id/name', permit('person.read'), async (c) => {
    const id = c.req.param('id')
    const { db } = c.get('services')
    const own = isId(id)
      ? (await savedQueriesOf(db, actingOf(c))).find((query) => query.id === id)
      : undefined
    if (own === undefined) return notFoundPage(c)
    const asked = rosterAsked(new URLSearchParams(own.query), groundOf(c, reader))
    const { typed, outcome } = await readForm(c, nameShape)
    if (!outcome.done) return rosterPage(c, reader, asked, typed, outcome.problems)
    const renamed = await renameQuery(db, actingOf(c), { id, name: outcome.value.queryName })
    if (!renamed.done) return rosterPage(c, reader, asked, typed, renamed.problems)
    return c.redirect(addressOf(c, asked), 303)
  })

  routes.post('/people/queries/:id/removal', permit('person.read'), async (c) => {
    const id = c.req.param('id')
    const removed = isId(id) && (await removeQuery(c.get('services').db, actingOf(c), id))
    return removed ? c.redirect(linkOf(c)('/people'), 303) : notFoundPage(c)
  })

  return routes
}

function addressOf(c: Request, asked: RosterAsked): string {
  return withQuery(linkOf(c)('/people'), rosterQueryText(asked))
}
