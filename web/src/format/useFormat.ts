import { useI18n } from 'vue-i18n'

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function formatBytes(bytes: number, locale: string): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: BYTE_UNITS[unit],
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value)
}

export function formatAbout(seconds: number, locale: string): string {
  const [value, unit] =
    seconds < 55
      ? [Math.max(5, Math.ceil(seconds / 5) * 5), 'second']
      : seconds < 3300
        ? [Math.round(seconds / 60), 'minute']
        : [Math.round(seconds / 360) / 10, 'hour']
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(value as number)
}

/** 45 → "45 sec", 5000 → "1 hr 23 min". */
export function formatLength(seconds: number, locale: string): string {
  const minutes = Math.round(seconds / 60)
  if (seconds < 60) return unit(Math.max(0, Math.round(seconds)), 'second', locale)
  const parts = [
    minutes >= 60 ? unit(Math.floor(minutes / 60), 'hour', locale) : null,
    minutes % 60 > 0 ? unit(minutes % 60, 'minute', locale) : null,
  ]
  return parts.filter(Boolean).join(' ')
}

function unit(value: number, name: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
}

/** All formatting follows the interface language and the viewer's time zone. */
export function useFormat() {
  const { locale } = useI18n()
  return {
    moment: (instant: string) =>
      new Intl.DateTimeFormat(locale.value, { dateStyle: 'long', timeStyle: 'short' }).format(
        new Date(instant),
      ),
    shortMoment: (instant: string) =>
      new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(
        new Date(instant),
      ),
    time: (instant: string) =>
      new Intl.DateTimeFormat(locale.value, { timeStyle: 'short' }).format(new Date(instant)),
    exactTime: (instant: string) =>
      new Intl.DateTimeFormat(locale.value, { timeStyle: 'medium' }).format(new Date(instant)),
    day: (instant: string) =>
      new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium' }).format(new Date(instant)),
    /** "2026-11-25", a day of no zone. */
    shortDay: (day: string) =>
      new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
        new Date(day),
      ),
    fullDay: (day: string) =>
      new Intl.DateTimeFormat(locale.value, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(day)),
    days: (first: string, last: string) =>
      new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(
        new Date(first),
        new Date(last),
      ),
    number: (value: number) => new Intl.NumberFormat(locale.value).format(value),
    percent: (value: number) =>
      new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: 0 }).format(value / 100),
    bytes: (value: number) => formatBytes(value, locale.value),
    length: (seconds: number) => formatLength(seconds, locale.value),
    about: (seconds: number) => formatAbout(seconds, locale.value),
  }
}
