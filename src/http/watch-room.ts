import type { Logger } from 'pino'
import type { Room } from '../database/disk-room.ts'

const lookEvery = 60_000
const tellAgainAfter = 60

/** Tells the log when the disk runs short, again every hour while it is, and when there is room again. */
export function watchRoom(room: () => Promise<Room | null>, log: Logger): { stop(): void } {
  let state: Room['state'] = 'enough'
  let silent = 0
  const look = async () => {
    const now = await room()
    if (now === null) return
    silent += 1
    if (now.state === state && (now.state === 'enough' || silent < tellAgainAfter)) return
    const said = { free: now.free, warnBelow: now.warnBelow, stopBelow: now.stopBelow }
    if (now.state === 'enough') log.info(said, 'room on the disk again')
    else log.warn(said, now.state === 'none' ? 'disk full: nothing is recorded' : 'disk space low')
    state = now.state
    silent = 0
  }
  void look()
  const timer = setInterval(() => void look(), lookEvery)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
