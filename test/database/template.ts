import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What a template is filled from, so far as a look at files tells. */
const sources = ['migrations', 'src/demo']

/**
 * The name of the database that the others of its form are copied from: of this run alone, or with
 * TEST_TEMPLATES=kept one that stays on the server of DATABASE_URL for the next run, while the migrations and the
 * demo's sources are the same. Who changes a rule that the example is derived with drops `bianzhi_kept_…` by hand.
 */
export async function templateName(run: string, form: string): Promise<string> {
  if (process.env.TEST_TEMPLATES !== 'kept') return `${run}_${form}`
  const hash = createHash('sha256')
  for (const source of sources) {
    const files = await readdir(join(root, source), { recursive: true, withFileTypes: true })
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
    for (const path of paths.sort()) hash.update(path.slice(root.length)).update(await readFile(path))
  }
  return `bianzhi_kept_${form}_${hash.digest('hex').slice(0, 12)}`
}
