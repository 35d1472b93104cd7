import type { Hono, MiddlewareHandler } from 'hono'
import { recordAudit } from '../database/audit.ts'
import type { Declaration } from '../kernel/permission.ts'
import { actingOf, type Environment, type Request } from './environment.ts'
import { forbiddenPage } from './error-pages.tsx'

const declarations = new WeakMap<object, Declaration>()

/** Stands first at every route and says who may use it. */
export function permit(declaration: Declaration): MiddlewareHandler<Environment> {
  const guard: MiddlewareHandler<Environment> = async (c, next) => {
    if (declaration === 'anyone') return next()
    const acting = c.get('acting')
    if (!acting) return signInFirst(c)
    if (declaration === 'signed-in' || c.get('permissions').has(declaration)) return next()
    await recordRefusal(c, declaration)
    return forbiddenPage(c)
  }
  declarations.set(guard, declaration)
  return guard
}

/** What was refused to somebody signed in: the permission that was missing, or `csrf` for a form not of our pages. */
export async function recordRefusal(c: Request, missing: Declaration | 'csrf'): Promise<void> {
  await recordAudit(c.get('services').db, actingOf(c), {
    action: 'permission.refusal',
    subjectKind: 'route',
    subjectId: `${c.req.method} ${c.req.path}`,
    reason: missing,
  })
}

/** A route without a declaration does not start: answers the table of all, or throws naming those that have none. */
export function declaredRoutes(
  app: Hono<Environment>,
): { method: string; path: string; declaration: Declaration }[] {
  const routes = new Map<string, { method: string; path: string; declaration: Declaration | undefined }>()
  for (const { method, path, handler } of app.routes) {
    // Middleware mounted for all methods and paths is no route of its own.
    if (method === 'ALL') continue
    const key = `${method} ${path}`
    const declaration = declarations.get(handler) ?? routes.get(key)?.declaration
    routes.set(key, { method, path, declaration })
  }
  const open = [...routes.values()].filter((route) => route.declaration === undefined)
  if (open.length > 0) {
    throw new Error(
      `routes without a permission: ${open.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
    )
  }
  return [...routes.values()].flatMap(({ declaration, ...route }) =>
    declaration === undefined ? [] : [{ ...route, declaration }],
  )
}

/** Back to the page asked for after signing in, when it was a page one can come back to. */
function signInFirst(c: Request) {
  if (c.req.method !== 'GET') return c.redirect('/sign-in', 303)
  const url = new URL(c.req.url)
  const target = `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`
  if (c.req.header('HX-Request') === 'true') {
    c.header('HX-Redirect', target)
    return c.body(null, 200)
  }
  return c.redirect(target, 303)
}
