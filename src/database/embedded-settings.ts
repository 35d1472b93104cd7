import { statfs } from 'node:fs/promises'

/**
 * Every setting that differs from PostgreSQL's own, given on the command line so that it holds whatever the
 * cluster's files say. A county's registry is small; the memory is modest on purpose.
 */
export async function serverSettings(listen: {
  socketDirectory: string
  address: string
  port: number
}): Promise<Record<string, string>> {
  return {
    listen_addresses: listen.address,
    port: String(listen.port),
    unix_socket_directories: listen.socketDirectory === '' ? '' : quoted(listen.socketDirectory),
    unix_socket_permissions: '0700',
    max_connections: '60',

    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',

    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    max_wal_size: '512MB',
    huge_pages: 'off',
    jit: 'off',
    dynamic_shared_memory_type: await sharedMemoryType(),

    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',

    // One file a weekday, begun afresh a week later.
    logging_collector: 'on',
    log_directory: '../log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_checkpoints: 'off',
    // A row that violates a constraint is a person's: neither the row nor the statement goes into the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  }
}

/** Containers often give /dev/shm only 64 MB, too little for a parallel query; files in the cluster serve as well. */
async function sharedMemoryType(): Promise<string> {
  if (process.platform === 'win32') return 'windows'
  if (process.platform !== 'linux') return 'posix'
  const room = await statfs('/dev/shm').then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return room >= 256 * 1024 * 1024 ? 'posix' : 'mmap'
}

/** The setting is a list: a folder whose name holds a comma or a space stands in quotes. */
function quoted(folder: string): string {
  return `"${folder.replaceAll('"', '""')}"`
}
