import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'

/**
 * One cruise, asked and answered as JSON, in plain Node: where tsx loads its modules dependency-cruiser finds no swc.
 *
 * dependency-cruiser has no parser for TypeScript 7 but swc's, and asks swc to read every file without JSX. The pages
 * are JSX, so swc is told before the cruiser takes hold of it.
 */
const swc = createRequire(import.meta.url)('@swc/core')
const { parseFileSync } = swc
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') })

const { cruise } = await import('dependency-cruiser')
const { folders, options, resolveOptions } = JSON.parse(await text(process.stdin))
const { output } = await cruise(folders, options, resolveOptions)
process.stdout.write(typeof output === 'string' ? output : JSON.stringify(output))
