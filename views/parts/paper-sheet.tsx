import type { PaperBlock, PrintedPaper } from '../../src/kernel/printed-paper.ts'

/** One printed paper on A4, and the way to take it along as a file. */
export function PaperSheet({ paper, file }: { paper: PrintedPaper; file: string }) {
  return (
    <>
      <p class="buttons">
        <button type="button" class="plain" data-print>
          打印
        </button>
        <a class="plain export" href={file}>
          导出 .docx
        </a>
      </p>
      <article class="sheet">
        <h2>{paper.title}</h2>
        <p class="sheet-number">编号：{paper.number}</p>
        {paper.warning === null ? null : <p class="warning">{paper.warning}</p>}
        {paper.blocks.map((block) => (
          <Block block={block} title={paper.title} />
        ))}
      </article>
    </>
  )
}

function Block({ block, title }: { block: PaperBlock; title: string }) {
  if (block.kind === 'addressee') return <p>{block.text}</p>
  if (block.kind === 'text') return <p class="sheet-text">{block.text}</p>
  if (block.kind === 'signers') return <p class="sheet-signers">{block.text}</p>
  if (block.kind === 'copies') return <p class="sheet-copies">{block.text}</p>
  if (block.kind === 'amounts') return <Amounts block={block} title={title} />
  if (block.kind === 'facts') return <Facts block={block} title={title} />
  return (
    <p class="sheet-signature">
      {block.lines.map((line, place) => (
        <>
          {place === 0 ? null : <br />}
          {line}
        </>
      ))}
    </p>
  )
}

type Of<Kind extends PaperBlock['kind']> = { block: Extract<PaperBlock, { kind: Kind }>; title: string }

function Facts({ block, title }: Of<'facts'>) {
  return (
    <table class="sheet-facts">
      <caption class="hidden">{title}</caption>
      <tbody>
        {block.rows.map(({ name, text, signer }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>
              {text}
              {signer === undefined ? null : <div class="sheet-signers">{signer}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Amounts({ block, title }: Of<'amounts'>) {
  const last = block.columns.length - 1
  const classOf = (place: number) => (place === last ? 'number' : undefined)
  return (
    <table class="sheet-facts">
      <caption class="hidden">{title}</caption>
      <thead>
        <tr>
          {block.columns.map((column, place) => (
            <th scope="col" class={classOf(place)}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row) => (
          <tr>
            {row.map((cell, place) => (
              <td class={classOf(place)}>{cell}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row" colspan={last}>
            合计
          </th>
          <td class="number">{block.total}</td>
        </tr>
      </tbody>
    </table>
  )
}
