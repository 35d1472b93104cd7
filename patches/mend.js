import { readFile, writeFile } from 'node:fs/promises'

/**
 * Changes a package after every install. Each mend says the file, what was there and what is there instead; one that is
 * in already stays. Throws when another version is installed than the mends were made for, or when one does not fit.
 */
export async function mend(name, version, mends) {
  const folder = new URL(`../node_modules/${name}/`, import.meta.url)
  const installed = JSON.parse(await readFile(new URL('package.json', folder), 'utf8')).version
  if (installed !== version) {
    throw new Error(`patches/${name}.js mends ${name} ${version}, installed is ${installed}: look whether it is still needed`)
  }
  for (const { file, was, is } of mends) {
    const text = await readFile(new URL(file, folder), 'utf8')
    if (text.includes(is)) continue
    if (text.split(was).length !== 2) throw new Error(`patches/${name}.js does not fit ${file} of ${name} ${version}`)
    await writeFile(new URL(file, folder), text.replace(was, () => is))
  }
}
