type Broken = {
  because: 'changed' | 'missing' | 'out-of-order' | 'unsealed' | 'cut' | 'unreadable'
  position: bigint
}
type Whole = { head: { position: bigint; hash: string }; unsealed: number }

const causes: Readonly<Record<Broken['because'], string>> = {
  changed: '内容被改动',
  missing: '缺失',
  'out-of-order': '与前一条不衔接',
  unsealed: '之后有未经登记而插入的记录',
  cut: '及以后被截去',
  unreadable: '无法读取',
}

export function brokenWords({ because, position }: Broken): string {
  return `审计链在第 ${position} 条断开：第 ${position} 条${causes[because]}。请保全数据目录和备份，并报告审计管理员。`
}

export function wholeWords({ head, unsealed }: Whole): string {
  const waiting = unsealed === 0 ? '' : `，待入链 ${unsealed} 条`
  return `审计链完整：共 ${head.position} 条${waiting}，末端 ${head.hash}。`
}
