import { HelpList, HelpPage } from '../../views/help/help.tsx'
import { helpParts } from '../../views/help/help-parts.ts'
import { newRoutes } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'

/** 帮助: one page a part, with its picture. */
export function helpRoutes() {
  const routes = newRoutes()

  routes.get('/help', permit('signed-in'), (c) =>
    respond(c, { title: '帮助' }, <HelpList parts={helpParts} link={linkOf(c)} />),
  )

  routes.get('/help/:part', permit('signed-in'), (c) => {
    const part = helpParts.find(({ key }) => key === c.req.param('part'))
    if (!part) return notFoundPage(c)
    const crumbs = [{ title: '帮助', href: '/help' }]
    return respond(c, { title: part.title, crumbs }, <HelpPage part={part} link={linkOf(c)} />)
  })

  return routes
}
