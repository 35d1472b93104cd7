import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

type Found = { violations: { id: string; help: string; nodes: { html: string }[] }[] }

/** What axe finds against WCAG 2.2 AA on the page as it stands: one line a rule, with the first element it names. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const axe = join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js')
  // Handed to the browser itself: the page's own policy lets no script in, and shall not.
  await page.evaluate(await readFile(axe, 'utf8'))
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found: Found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`,
  )
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html ?? ''}`)
}
