import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { type Crumb, Layout } from '../../views/layout.tsx'
import type { Request } from './environment.ts'
import { linkOf, viewpointOf } from './viewpoint.ts'

export type Page = {
  /** A noun; the browser's title and the heading. */
  title: string
  /** Where I am, above the title; the page itself is not repeated. */
  crumbs?: Crumb[]
  /** The page's main action, at the right of the title. */
  action?: Child
  /** Does the page answer for a day? Then the 时点 bar shows and prints carry it. */
  dated?: boolean
}

/** The bare fragment for htmx, the same fragment inside the layout for everyone else. */
export function respond(
  c: Request,
  page: Page,
  fragment: Child,
  status: 200 | 403 | 404 | 409 | 422 | 429 | 500 | 503 | 507 = 200,
) {
  c.header('Vary', 'HX-Request-Type')
  if (c.req.header('HX-Request-Type') === 'partial') return c.html(html`${fragment}`, status)
  const services = c.get('services')
  const acting = c.get('acting')
  const frame = {
    regionName: services.regionName,
    isExample: services.isExample,
    today: services.clock.today(),
    viewpoint: viewpointOf(c),
    link: linkOf(c),
    path: c.req.path,
    query: c.req.query(),
    user: acting === undefined ? null : { name: acting.userName, roles: acting.roles },
    permissions: c.get('permissions'),
    csrfToken: c.get('csrfToken'),
  }
  return c.html(
    html`<!doctype html>${(
      <Layout frame={frame} {...page}>
        {fragment}
      </Layout>
    )}`,
    status,
  )
}
