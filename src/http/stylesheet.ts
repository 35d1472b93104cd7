import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postcss from 'postcss'

/**
 * A stylesheet without the rules whose classes stand in no source of our pages. A browser reads the whole sheet anew at
 * every page, and of Tabler's we use the letters, spaces and colours: a twelfth.
 */
export function usedOnly(css: string, words: ReadonlySet<string>): string {
  const sheet = postcss.parse(css)
  sheet.walkRules((rule) => {
    // What stands in a keyframe is a percentage.
    if (rule.parent?.type === 'atrule' && /keyframes/.test((rule.parent as postcss.AtRule).name)) return
    const used = rule.selectors.filter((selector) => classesOf(selector).every((name) => words.has(name)))
    if (used.length === 0) rule.remove()
    else if (used.length < rule.selectors.length) rule.selectors = used
  })
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove()
  })
  return sheet.toString()
}

/** Class names that an element must have; what stands in :not() it must not have. */
function classesOf(selector: string): string[] {
  const asked = selector.replaceAll(/:not\([^()]*\)/g, '')
  return [...asked.matchAll(/\.((?:\\.|[\w-])+)/g)].map(([, name = '']) => name.replaceAll('\\', ''))
}

/** Every word in the sources of the pages: a class may be put together, but from words that stand somewhere. */
export function wordsOfPages(): ReadonlySet<string> {
  const words = new Set<string>()
  for (const folder of ['../../views/', '../']) {
    const place = fileURLToPath(new URL(folder, import.meta.url))
    for (const file of readdirSync(place, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || !/\.(tsx|ts|js|css)$/.test(file.name)) continue
      for (const [word] of readFileSync(join(file.parentPath, file.name), 'utf8').matchAll(/[\w-]+/g)) {
        words.add(word)
      }
    }
  }
  return words
}
