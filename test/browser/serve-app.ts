import { once } from 'node:events'
import { serve } from '@hono/node-server'

/** An application on a port of its own, for a browser to visit. Stop it before the database goes. */
export async function serveApp(app: {
  fetch: (request: Request) => Response | Promise<Response>
}): Promise<{ url: string; stop(): Promise<void> }> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
