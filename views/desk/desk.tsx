export function Desk({ name }: { name: string }) {
  return <section>{name}</section>
}
