import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { compareStandardKinds, keyName, standardKindName } from '../../src/pay/standard-kind.ts'
import { type StandardAmount, type StandardKindRow, wageTable } from '../../src/pay/wage-table.ts'
import { Count, Yuan } from '../parts/figure.tsx'

/** 示范标准 is said wherever one shows. */
function ExampleTag({ isExample }: { isExample: boolean }) {
  return isExample ? <span class="tag warn">示范标准</span> : null
}

/** 工资标准: the kinds in force on the day. */
export function StandardKinds({
  kinds,
  asOf,
  link,
}: {
  kinds: StandardKindRow[]
  asOf: IsoDate
  link: Link
}) {
  if (kinds.length === 0) {
    return <p class="empty">{asOf} 没有执行中的工资标准。请核对时点；标准依文件导入后在此列出。</p>
  }
  const inOrder = [...kinds].sort((a, b) => compareStandardKinds(a.standardKind, b.standardKind))
  return (
    <table class="register">
      <caption>
        {asOf} 执行的工资标准，共 {kinds.length} 种
      </caption>
      <thead>
        <tr>
          <th scope="col">种类</th>
          <th scope="col" class="number">
            档数
          </th>
          <th scope="col">执行起始</th>
          <th scope="col">依据文件</th>
        </tr>
      </thead>
      <tbody>
        {inOrder.map(({ standardKind, keys, effectiveFrom, documentNumbers, isExample }) => (
          <tr>
            <th scope="row">
              <a href={link('/wage-standards', { kind: standardKind })}>{standardKindName(standardKind)}</a>
            </th>
            <td class="number">
              <Count value={keys} />
            </td>
            <td>{effectiveFrom}</td>
            <td>
              {documentNumbers.join('、')} <ExampleTag isExample={isExample} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type StandardTableProps = { kind: string; standards: StandardAmount[]; asOf: IsoDate; link: Link }

/** One kind as its paper prints it: levels down, steps across. */
export function StandardTable({ kind, standards, asOf, link }: StandardTableProps) {
  const [first] = standards
  if (first === undefined) {
    return (
      <p class="empty">
        {asOf} 没有执行中的{standardKindName(kind)}标准。请核对时点，或返回
        <a href={link('/wage-standards')}>工资标准</a>。
      </p>
    )
  }
  const { columns, rows } = wageTable(standards)
  const isYearly = kind === 'operating-quota' || kind === 'health-check'
  return (
    <>
      <p class="filters">
        <span>
          {first.documentNumber} <ExampleTag isExample={first.isExample} />
        </span>
        <span>自 {first.effectiveFrom} 起执行</span>
        <span class="shown">共 {standards.length} 档</span>
        <a class="export" href={link('/wage-standards.xlsx', { kind })}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </p>
      <div class="scroll" role="region" aria-label="标准" tabindex={0}>
        <table class="register">
          <caption>
            {standardKindName(kind)}，单位：{isYearly ? '元/年' : '元/月'}
          </caption>
          <thead>
            <tr>
              <th scope="col">级别、档次</th>
              {columns.map((column) => (
                <th scope="col" class="number">
                  {column === '' ? '标准' : keyName(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, amounts }) => (
              <tr>
                <th scope="row">{keyName(key)}</th>
                {amounts.map((amount) => (
                  <td class="number">{amount === null ? '' : <Yuan amount={amount} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
