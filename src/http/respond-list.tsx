import type { Child } from 'hono/jsx'
import { ListRows } from '../../views/parts/list-table.tsx'
import type { Request } from './environment.ts'
import type { List } from './list.ts'
import { type Page, respond } from './respond.tsx'

/** A page with a list; to the script that scrolls on, the next rows of it alone. */
export function respondList<Row>(c: Request, page: Page, list: List<Row>, fragment: Child) {
  const scrollsOn = list.after > 0 && c.req.header('HX-Request-Type') === 'partial'
  c.header('Vary', 'HX-Request-Type')
  return scrollsOn ? c.html(<ListRows list={list} />) : respond(c, page, fragment)
}
