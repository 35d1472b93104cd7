import { fixedYuan, formatTenThousand, formatYuan, type Money } from '../../src/kernel/money.ts'

/** A count; zero is a dash. */
export function Count({ value, href }: { value: number; href?: string | undefined }) {
  const text = value === 0 ? '–' : value.toLocaleString('zh-CN')
  return href === undefined || value === 0 ? <>{text}</> : <a href={href}>{text}</a>
}

/** 空缺: 超编 in red with the word, 满编 grey, 空缺 a green number. Never by colour alone. */
export function Vacancies({ value }: { value: number }) {
  if (value < 0) return <span class="over">超编 {-value}</span>
  if (value === 0) return <span class="full">满编</span>
  return <span class="vacant">{value}</span>
}

/** 领导职数: 超职数 in red with the word, 配齐 grey, 空缺 a green number. */
export function VacantSeats({ value }: { value: number }) {
  if (value < 0) return <span class="over">超职数 {-value}</span>
  return value === 0 ? <span class="full">配齐</span> : <span class="vacant">{value}</span>
}

/** Yuan with two decimals; zero is a dash. */
export function Yuan({ amount }: { amount: Money }) {
  return <>{amount.isZero() ? '–' : formatYuan(amount)}</>
}

/** 万元 with the exact yuan behind it. */
export function TenThousand({ amount }: { amount: Money }) {
  return (
    <data value={fixedYuan(amount)} title={`${formatYuan(amount)} 元`}>
      {amount.isZero() ? '–' : formatTenThousand(amount)}
    </data>
  )
}
