import type { Hono } from 'hono'
import { assetRoutes } from './http/assets.ts'
import { defendedApp } from './http/defences.ts'
import type { Environment, Services } from './http/environment.ts'
import { healthRoutes } from './http/health.ts'
import { declaredRoutes } from './http/permit.ts'
import { type SetUpParts, setUpRoutes } from './identity/set-up.routes.tsx'
import { plantRegionRoot } from './organization/region-root.store.ts'

/** What an empty registry answers with: the page that opens it, nothing else. */
export function createSetUpApp(
  services: Services,
  parts: Pick<SetUpParts, 'code' | 'opened'>,
): Hono<Environment> {
  const app = defendedApp(services)
  app.route('/', healthRoutes())
  app.route('/', assetRoutes())
  app.route('/', setUpRoutes(services, { ...parts, plantRoot: plantRegionRoot }))
  declaredRoutes(app)
  return app
}
