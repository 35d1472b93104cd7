/** Why the embedded server does not start: something the person who starts it can put right. */
export type EmbeddedRefusal = Error & { refusal: 'in-use' | 'account' | 'binaries' | 'folder' | 'start' }

/** Another live process owns the data folder. `address` is what that owner gave, or its socket folder. */
export type DataFolderInUse = EmbeddedRefusal & { refusal: 'in-use'; pid: number; address: string }

export function embeddedRefusal(refusal: EmbeddedRefusal['refusal'], message: string): EmbeddedRefusal {
  return Object.assign(new Error(message), { refusal })
}

export function dataFolderInUse(owner: {
  dataDirectory: string
  pid: number
  address: string
}): DataFolderInUse {
  const { dataDirectory, pid, address } = owner
  const message =
    `数据文件夹 ${dataDirectory} 正由另一进程使用（进程号 ${pid}，地址 ${address}）。` +
    '请使用已在运行的系统，或先将其停止；如需另开一套，请用环境变量 DATA_DIR 指定其他文件夹。'
  return Object.assign(new Error(message), { refusal: 'in-use' as const, pid, address })
}

export function isEmbeddedRefusal(error: unknown): error is EmbeddedRefusal {
  return error instanceof Error && 'refusal' in error
}

export function isDataFolderInUse(error: unknown): error is DataFolderInUse {
  return isEmbeddedRefusal(error) && error.refusal === 'in-use'
}
