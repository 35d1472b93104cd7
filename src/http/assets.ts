import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { newRoutes, type Request } from './environment.ts'
import { notFoundPage } from './error-pages.tsx'
import { permit } from './permit.ts'
import { usedOnly, wordsOfPages } from './stylesheet.ts'

type AssetFile = { place: URL; type: string; trim?: (text: string) => string }

/** Everything a page loads, served from our own folder and from the packages: nothing comes from outside. */
const files: Record<string, AssetFile> = {
  'tabler.min.css': {
    place: packaged('@tabler/core/dist/css/tabler.min.css'),
    type: 'text/css; charset=utf-8',
    trim: (css) => usedOnly(css, wordsOfPages()),
  },
  'htmx.min.js': { place: packaged('htmx.org/dist/htmx.min.js'), type: 'text/javascript; charset=utf-8' },
  'bianzhi.css': { place: own('bianzhi.css'), type: 'text/css; charset=utf-8' },
  'bianzhi.js': { place: own('bianzhi.js'), type: 'text/javascript; charset=utf-8' },
  'logo.svg': { place: own('logo.svg'), type: 'image/svg+xml' },
}

const pictures = new URL('../../views/assets/screenshots/', import.meta.url)

export function assetRoutes() {
  const routes = newRoutes()
  routes.get('/assets/:name', permit('anyone'), (c: Request) => {
    const asset = assetNamed(c.req.param('name') ?? '')
    if (asset === null) return notFoundPage(c)
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

type Asset = { type: string; text: string; tag: string }

/** Read at the first page that asks for it, and once: what is served changes with the program only. */
const contents = new Map<string, Asset>()

function assetNamed(name: string): Asset | null {
  const file = Object.hasOwn(files, name) ? files[name] : undefined
  if (file === undefined) return null
  const asset = contents.get(name) ?? loaded(file)
  contents.set(name, asset)
  return asset
}

function loaded({ place, type, trim }: AssetFile): Asset {
  const whole = readFileSync(fileURLToPath(place), 'utf8')
  const text = trim === undefined ? whole : trim(whole)
  return { type, text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 20)}"` }
}

function own(name: string): URL {
  return new URL(`../../views/assets/${name}`, import.meta.url)
}

function packaged(path: string): URL {
  return new URL(`../../node_modules/${path}`, import.meta.url)
}
