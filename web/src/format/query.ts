import type { LocationQuery } from 'vue-router'

type Value = LocationQuery[string] | undefined

/** What a URL says is whatever somebody typed: each of these gives a value that can be used, or none. */
export function list(value: Value): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
}

export function text(value: Value): string {
  return list(value)[0]?.trim() ?? ''
}

export function date(value: Value): string {
  const day = text(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : ''
}

export function oneOf<T extends string>(known: readonly T[], value: string): T | undefined {
  return known.find((item) => item === value)
}

/** Counted from zero, as the API does; the URL counts from one. */
export function page(value: Value): number {
  return Math.max(0, (Number.parseInt(text(value), 10) || 1) - 1)
}
