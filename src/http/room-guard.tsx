import type { MiddlewareHandler } from 'hono'
import { NoRoomPage } from '../../views/error-page.tsx'
import type { Environment } from './environment.ts'
import { respond } from './respond.tsx'

/** Small enough for what is kept free, and without them nobody could look or leave. */
const always = /^\/sign-(in|out)$/

/**
 * 507 for whatever would record something while the disk is nearly full. PostgreSQL without room for its log stops
 * altogether; stopped a little earlier, everybody can still look things up.
 */
export const roomGuard: MiddlewareHandler<Environment> = async (c, next) => {
  const reading = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
  if (reading || always.test(c.req.path)) return next()
  const { room, log } = c.get('services')
  const now = await room()
  if (now?.state !== 'none') return next()
  const requestId = c.get('requestId')
  log.error({ requestId, path: c.req.path, free: now.free }, 'no room left on the disk: refused')
  return respond(c, { title: '磁盘空间不足' }, <NoRoomPage requestId={requestId} />, 507)
}
