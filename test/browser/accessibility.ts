import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

type Found = { violations: { id: string; help: string; nodes: { html: string }[] }[] }

type App = { fetch: (request: Request) => Response | Promise<Response> }

const scriptPath = '/axe.min.js'

/**
 * The application with axe beside it: a page's own policy lets in scripts of its own address alone, and the browser
 * compiles a file once, where it would compile half a megabyte handed to it for every page.
 */
export async function withAxe(app: App): Promise<App> {
  const script = await readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'))
  const headers = { 'Content-Type': 'text/javascript', 'Cache-Control': 'max-age=3600' }
  return {
    fetch: (request) =>
      new URL(request.url).pathname === scriptPath ? new Response(script, { headers }) : app.fetch(request),
  }
}

/**
 * What axe finds against WCAG 2.2 AA on the page as it stands, which an application `withAxe` serves: one line a rule,
 * with the first element it names. Of a long table it looks at two cells of every shape: the page is not whole
 * afterwards. What frames every page is left out without `framed`.
 */
export async function accessibilityFaults(page: Page, { framed = true } = {}): Promise<string[]> {
  await page.evaluate(twoCellsOfEachShape)
  await page.addScriptTag({ url: scriptPath })
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const looked = framed ? 'document' : `{ exclude: [['.side'], ['.top'], ['.footing']] }`
  const found: Found = await page.evaluate(
    `axe.run(${looked}, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`,
  )
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html ?? ''}`)
}

/**
 * Cells of a column are of one shape when the same elements of the same classes stand in them, empty, short or long;
 * rows with nothing but shapes that stand there twice go. What rests at the foot of a table half covers one row, which
 * scrolling brings out: it is laid behind the rows.
 */
const twoCellsOfEachShape = `(() => {
  const shapeOf = (element) => {
    const text = element.textContent.trim().length
    const told = [...element.getAttributeNames()].filter((name) => !['href', 'id', 'value', 'title'].includes(name))
    const own = element.tagName + '.' + element.className + '[' + told + ']' + (text === 0 ? 'empty' : text < 3 ? 'short' : '')
    return own + '(' + [...element.children].map(shapeOf) + ')'
  }
  for (const body of document.querySelectorAll('tbody')) {
    const met = new Map()
    for (const row of [...body.rows]) {
      const shapes = [...row.cells].map((cell, column) => row.className + column + shapeOf(cell))
      if (shapes.every((shape) => met.get(shape) === 2)) row.remove()
      for (const shape of shapes) met.set(shape, Math.min((met.get(shape) ?? 0) + 1, 2))
    }
  }
  for (const cell of document.querySelectorAll('tfoot > tr > *')) cell.style.position = 'static'
})()`
