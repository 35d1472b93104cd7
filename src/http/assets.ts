import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { newRoutes, type Request } from './environment.ts'
import { notFoundPage } from './error-pages.tsx'
import { permit } from './permit.ts'

/** Everything a page loads, served from our own folder and from the packages: nothing comes from outside. */
const files: Record<string, { place: URL; type: string }> = {
  'tabler.min.css': {
    place: packaged('@tabler/core/dist/css/tabler.min.css'),
    type: 'text/css; charset=utf-8',
  },
  'htmx.min.js': { place: packaged('htmx.org/dist/htmx.min.js'), type: 'text/javascript; charset=utf-8' },
  'bianzhi.css': { place: own('bianzhi.css'), type: 'text/css; charset=utf-8' },
  'bianzhi.js': { place: own('bianzhi.js'), type: 'text/javascript; charset=utf-8' },
  'logo.svg': { place: own('logo.svg'), type: 'image/svg+xml' },
}

const pictures = new URL('../../views/assets/screenshots/', import.meta.url)

export function assetRoutes() {
  const routes = newRoutes()
  const contents = new Map(
    Object.entries(files).map(([name, { place, type }]) => [name, loaded(place, type)]),
  )
  routes.get('/assets/:name', permit('anyone'), (c: Request) => {
    const asset = contents.get(c.req.param('name') ?? '')
    if (!asset) return notFoundPage(c)
    c.header('Cache-Control', 'public, max-age=3600')
    c.header('ETag', asset.tag)
    if (c.req.header('If-None-Match') === asset.tag) return c.body(null, 304)
    c.header('Content-Type', asset.type)
    return c.body(asset.text)
  })
  const names = new Set(readdirSync(fileURLToPath(pictures)).filter((name) => name.endsWith('.png')))
  routes.get('/assets/screenshots/:name', permit('anyone'), async (c) => {
    const name = c.req.param('name')
    if (!names.has(name)) return notFoundPage(c)
    c.header('Content-Type', 'image/png')
    c.header('Cache-Control', 'public, max-age=3600')
    return c.body(new Uint8Array(await readFile(new URL(name, pictures))))
  })
  return routes
}

function loaded(place: URL, type: string) {
  const text = readFileSync(fileURLToPath(place), 'utf8')
  return { type, text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 20)}"` }
}

function own(name: string): URL {
  return new URL(`../../views/assets/${name}`, import.meta.url)
}

function packaged(path: string): URL {
  return new URL(`../../node_modules/${path}`, import.meta.url)
}
