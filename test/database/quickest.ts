import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/** Where data folders of tests lie: in memory where there is room for the example a few times over. */
export async function quickest(): Promise<string> {
  const memory = '/dev/shm'
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return free > 4 * 1024 ** 3 ? memory : tmpdir()
}
