import { statfs } from 'node:fs/promises'

/** Free space below which somebody is warned, and below which nothing new is recorded; in bytes. */
export type RoomLimits = { warnBelow: number; stopBelow: number }

/** 磁盘空间 of the folder, as its file system has it now. */
export type Room = {
  free: number
  total: number
  state: 'enough' | 'low' | 'none'
} & RoomLimits

const megabyte = 1024 * 1024

/**
 * An import of a county writes some hundred megabytes at once, log included; below 128 MB PostgreSQL might not be able
 * to finish what it began, and a database without room for its log stops altogether, reading included.
 */
const usualLimits: RoomLimits = { warnBelow: 2048 * megabyte, stopBelow: 128 * megabyte }

/** The limits an installation sets for itself, in megabytes. */
export function roomLimits(environment: {
  BIANZHI_ROOM_WARNING?: string
  BIANZHI_ROOM_LEAST?: string
}): RoomLimits {
  return {
    warnBelow: megabytes(environment.BIANZHI_ROOM_WARNING, 'BIANZHI_ROOM_WARNING') ?? usualLimits.warnBelow,
    stopBelow: megabytes(environment.BIANZHI_ROOM_LEAST, 'BIANZHI_ROOM_LEAST') ?? usualLimits.stopBelow,
  }
}

/** Null where the platform does not say. */
export async function roomOf(folder: string, limits: RoomLimits): Promise<Room | null> {
  try {
    // What an ordinary user may still use: some of it is kept for root.
    const { bavail, blocks, bsize } = await statfs(folder)
    const free = bavail * bsize
    return { free, total: blocks * bsize, state: stateOf(free, limits), ...limits }
  } catch {
    return null
  }
}

function stateOf(free: number, { warnBelow, stopBelow }: RoomLimits): Room['state'] {
  if (free < stopBelow) return 'none'
  return free < warnBelow ? 'low' : 'enough'
}

function megabytes(text: string | undefined, name: string): number | null {
  if (text === undefined || text === '') return null
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} 应为兆字节数，例如 512，收到的是 ${text}`)
  return Number.parseInt(text, 10) * megabyte
}
