import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

type Found = { violations: { id: string; help: string; nodes: { html: string }[] }[] }

/**
 * What axe finds against WCAG 2.2 AA on the page as it stands: one line a rule, with the first element it names. Of a
 * long table it looks at two rows of every shape: the page is not whole afterwards.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(twoRowsOfEachShape)
  // Handed to the browser itself: the page's own policy lets no script in, and shall not.
  await page.evaluate(await axe())
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found: Found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`,
  )
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html ?? ''}`)
}

let script: Promise<string> | undefined
function axe(): Promise<string> {
  script ??= readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')
  return script
}

/**
 * Rows are of one shape when the same elements of the same classes stand in them, empty, short or long. What rests at
 * the foot of a table half covers one row, which scrolling brings out: it is laid behind the rows.
 */
const twoRowsOfEachShape = `(() => {
  const shapeOf = (element) => {
    const text = element.textContent.trim().length
    const told = [...element.getAttributeNames()].filter((name) => !['href', 'id', 'value', 'title'].includes(name))
    const own = element.tagName + '.' + element.className + '[' + told + ']' + (text === 0 ? 'empty' : text < 3 ? 'short' : '')
    return own + '(' + [...element.children].map(shapeOf) + ')'
  }
  for (const body of document.querySelectorAll('tbody')) {
    const met = new Map()
    for (const row of [...body.rows]) {
      const shape = shapeOf(row)
      met.set(shape, (met.get(shape) ?? 0) + 1)
      if (met.get(shape) > 2) row.remove()
    }
  }
  for (const cell of document.querySelectorAll('tfoot > tr > *')) cell.style.position = 'static'
})()`
