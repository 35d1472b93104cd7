import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { DateField, TextField } from './form.tsx'

/** 批文: the paper a fact rests on, in the words that stand on it. */
export function DocumentFields({ typed, problems }: { typed: Typed; problems: readonly Problem[] }) {
  const common = { typed, problems, required: true }
  return (
    <fieldset>
      <legend>批准文件</legend>
      <TextField {...common} name="documentNumber" label="文号" width={24} placeholder="朝编发〔2024〕1号" />
      <DateField {...common} name="documentIssuedOn" label="发文日期" />
      <TextField {...common} name="documentIssuer" label="批准机关" width={24} />
      <TextField {...common} name="documentTitle" label="标题" width={60} />
    </fieldset>
  )
}
