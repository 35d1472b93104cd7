import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf } from '../../views/messages.ts'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { terminalActing } from '../identity/verify-terminal-account.ts'
import type { Clock } from '../kernel/clock.ts'
import { type IsoDate, parseDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { shown } from '../kernel/shown.ts'
import { completeImport } from './complete-import.ts'
import { countsOf, digestOf } from './difference.ts'
import type { RefusedCell } from './imported-table.ts'
import type { PreparedImport } from './prepare-import.ts'
import { previewImport } from './preview-import.ts'
import { isSubject, type Subject, subjectName } from './subject.ts'
import { tableWorkbook } from './table-workbook.ts'

/** 0 done, 1 refused with a reason, 2 wrong usage. */
type Answer = { code: 0 | 1 | 2; out: string }

type Door = { db: Db; cipher: PersonalCipher; clock: Clock; regionCode: string; isExample: boolean }

export const importHelp = `用法：bianzhi import organizations|headcounts|posts|people 文件 [选项]

  organizations  机构        headcounts  核定编制        posts  领导职数        people  人员
文件为 .xlsx，或 UTF-8、GBK 编码的 .csv；空白模板用 bianzhi template 生成。

不加 --apply 时只预览，不作任何改动：列出新增、变更、未变的行数；有拒绝的单元格时逐个列出，退出码为 1。

选项
  --apply         应用：整个文件全部导入，或一行也不导入
  --as            以哪个账号办理（应用时必填，人员表预览也须填写；该账号须有经办人角色）
  --opening       期初日：作为期初建账载入，例如 --opening 2024-01-01
  --acknowledge   核减后超编、超职数也予登记

例：bianzhi import people 人员.xlsx --apply --as clerk`

export const templateHelp = `用法：bianzhi template organizations|headcounts|posts|people [文件]

生成空白模板（.xlsx），含下拉选项和填表说明。不写文件名时，生成在当前目录。`

type Asked = {
  subject: Subject
  path: string
  apply: boolean
  account: string | null
  opensOn: IsoDate | null
  acknowledged: boolean
}

/** Runs `import`; `words` are those behind it. */
export async function runImport(door: Door, words: readonly string[]): Promise<Answer> {
  const asked = readWords(words)
  if (typeof asked === 'string') return { code: 2, out: `${asked}\n\n${importHelp}` }
  const { subject, path, apply, opensOn, acknowledged } = asked
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) return { code: 1, out: `无法读取文件 ${shown(path)}。请核对路径。` }
  const acting = await terminalActing(door, {
    account: asked.account,
    permission: 'exchange.write',
    isPersonal: subject === 'people',
    whose: '导入由编办经办人办理。',
  })
  if (typeof acting === 'string') return { code: 1, out: acting }
  const file = { subject, bytes, fileName: basename(path), opensOn }
  // What the file is held against is read, as it is behind the page; so it is told of, applied or not.
  await recordAudit(door.db, acting, {
    action: 'exchange.upload',
    subjectKind: 'command',
    subjectId: `import ${subject}`,
    after: { subject, fileName: file.fileName, opensOn, apply },
  })
  const preview = await previewImport(door.db, door.cipher, acting, file)
  if (!preview.done) return { code: 1, out: preview.problems.map(worded).join('\n') }
  const told = toldPreview(subject, preview.value)
  const { refused } = countsOf(preview.value.rows)
  if (refused > 0) return { code: 1, out: told }
  if (!apply) return { code: 0, out: `${told}\n未作改动。加 --apply 应用。` }
  const completion = await completeImport(door.db, door.cipher, acting, file, {
    seen: { digest: digestOf(preview.value.rows), acknowledged },
    progress: async () => {},
    settle: async () => {},
  })
  if (completion.done) return { code: 0, out: `${told}\n已应用。${nextStep(subject, opensOn)}` }
  const cells = (completion.refused ?? []).map(toldCell)
  return { code: 1, out: [...completion.problems.map(worded), ...cells].join('\n') }
}

/** Runs `template`. */
export async function runTemplate(words: readonly string[]): Promise<Answer> {
  const [subject, path, ...rest] = words
  if (subject === undefined || !isSubject(subject) || rest.length > 0) return { code: 2, out: templateHelp }
  const target = path ?? `${subjectName(subject)}模板.xlsx`
  try {
    await writeFile(target, await tableWorkbook(subject, []))
  } catch {
    return { code: 1, out: `无法写入 ${target}。请核对目录和权限。` }
  }
  return { code: 0, out: `已生成 ${target}。` }
}

function readWords(words: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        apply: { type: 'boolean', default: false },
        acknowledge: { type: 'boolean', default: false },
        as: { type: 'string' },
        opening: { type: 'string' },
      },
    })
    const [subject, path, ...rest] = positionals
    if (subject === undefined || !isSubject(subject))
      return '请指明 organizations、headcounts、posts 或 people。'
    if (path === undefined || rest.length > 0) return '请指明一个文件。'
    const opensOn = values.opening === undefined ? null : parseDate(values.opening)
    if (values.opening !== undefined && opensOn === null) return '--opening 应为日期，例如 2024-01-01。'
    if (values.apply && values.as === undefined) return '应用时请用 --as 指明账号。'
    const account = values.as ?? null
    return { subject, path, apply: values.apply, account, opensOn, acknowledged: values.acknowledge }
  } catch {
    return '有不认识的选项。'
  }
}

function toldPreview(subject: Subject, { rows, unknownTitles, warnings }: PreparedImport): string {
  const counts = countsOf(rows)
  const cells = rows.flatMap(({ refused }) => refused)
  return [
    `${subjectName(subject)}：共 ${rows.length} 行，新增 ${counts.new}，变更 ${counts.changed}，未变 ${counts.unchanged}，拒绝 ${counts.refused}。`,
    ...(unknownTitles.length > 0 ? [`未导入的列：${unknownTitles.join('、')}。`] : []),
    ...warnings.map((warning) => `注意：${warning}。`),
    ...cells.map(toldCell),
  ].join('\n')
}

function toldCell({ address, title, typed, problem }: RefusedCell): string {
  return `${address} ${title}${typed === '' ? '' : `“${typed}”`}：${messageOf(problem)}`
}

function worded(problem: Problem): string {
  if (problem.code === 'not-acknowledged') return '核减后将超编或超职数。确需登记的，加 --acknowledge。'
  return messageOf(problem)
}

function nextStep(subject: Subject, opensOn: IsoDate | null): string {
  if (opensOn !== null) return '期初数据核对无误后，由股室负责人在“数据交换”页面启用。'
  return subject === 'people' ? '增员和变动已生成异动，等待签批。' : ''
}
