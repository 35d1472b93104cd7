import { executionRate } from '../../src/budget/budget-line.ts'
import type { Money } from '../../src/kernel/money.ts'
import { TenThousand } from '../parts/figure.tsx'

/** 执行率: a dash where there is no budget to measure by. */
export function Rate({ adjusted, executed }: { adjusted: Money; executed: Money }) {
  const rate = executionRate({ adjusted, executed })
  if (rate === undefined) return <>–</>
  const text = `${rate.times(100).toDecimalPlaces(2).toFixed(2)}%`
  return rate.greaterThan(1) ? <span class="over">{text} 超预算</span> : <span>{text}</span>
}

type Figures = { initial: Money; adjusted: Money; pending: Money; executed: Money; forecast: Money }

/** The cells that every budget table ends with; 万元, the exact yuan behind each. */
export function FigureCells({ initial, adjusted, pending, executed, forecast }: Figures) {
  return (
    <>
      <td class="number">
        <TenThousand amount={initial} />
      </td>
      <td class="number">
        <TenThousand amount={adjusted} />
      </td>
      <td class="number">
        <TenThousand amount={pending} />
      </td>
      <td class="number">
        <TenThousand amount={executed} />
      </td>
      <td class="number">
        <Rate adjusted={adjusted} executed={executed} />
      </td>
      <td class="number">
        <TenThousand amount={forecast} />
      </td>
    </>
  )
}

export function FigureHeadings() {
  return (
    <>
      {['年初预算', '调整预算', '待受理调整', '支出', '执行率', '全年预计'].map((title) => (
        <th scope="col" class="number">
          {title}
        </th>
      ))}
    </>
  )
}
