const rules = new Intl.PluralRules('ru')

/** Picks from "one | few | many". */
export function russianPlural(count: number): number {
  const form = rules.select(count)
  if (form === 'one') return 0
  return form === 'many' ? 2 : 1
}
