import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Environment, Services } from './environment.ts'
import { failurePage, forbiddenPage, notFoundPage } from './error-pages.tsx'
import { requestLog } from './log.ts'
import { roomGuard } from './room-guard.tsx'

/** The largest request: an attached document or a workbook. */
const largestBody = 20 * 1024 * 1024

/** An application with what stands before every page: its parts, the log, headers, limits, error pages. */
export function defendedApp(services: Services): Hono<Environment> {
  const app = new Hono<Environment>()
  app.use('*', async (c, next) => {
    c.set('services', services)
    c.set('requestId', randomUUID().slice(0, 8))
    c.set('acting', undefined)
    c.set('permissions', new Set())
    c.set('csrfToken', '')
    await next()
  })
  app.use('*', requestLog(services.wall))
  app.use(
    '*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
    }),
  )
  app.use('*', async (c, next) => {
    await next()
    // Pages hold personal data: no cache keeps them. Assets say otherwise themselves.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  })
  app.use('*', async (c, next) => {
    // No page of ours has such an address, and no table can hold the sign.
    if (/%00|\0/.test(c.req.url)) return notFoundPage(c)
    return next()
  })
  app.use('*', compress())
  app.use(
    '*',
    bodyLimit({ maxSize: largestBody, onError: (c) => c.text('文件过大，单个文件不得超过 20 MB。', 413) }),
  )
  app.use('*', csrf())
  app.use('*', roomGuard)
  app.notFound(notFoundPage)
  // What hono itself refuses (a form of another site) is no fault of ours.
  app.onError((error, c) => (error instanceof HTTPException ? forbiddenPage(c) : failurePage(c, error)))
  return app
}
