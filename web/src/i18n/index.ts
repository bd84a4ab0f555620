import { createI18n } from 'vue-i18n'
import { speak } from '@/api/client'
import { read, write } from '@/ui/storage'
import en from './en.json'
import { russianPlural } from './plural'
import ru from './ru.json'

export const LOCALES = ['ru', 'en'] as const
export type Locale = (typeof LOCALES)[number]

const KEY = 'language'

export const i18n = createI18n({
  legacy: false,
  locale: initialLocale(),
  fallbackLocale: 'ru',
  messages: { ru, en },
  pluralRules: { ru: russianPlural },
})

apply(currentLocale())

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale
}

export function setLocale(locale: Locale) {
  i18n.global.locale.value = locale
  write(KEY, locale)
  apply(locale)
}

export function initialLocale(stored = read(KEY), preferred = navigator.language): Locale {
  const wanted = stored ?? preferred.slice(0, 2)
  return LOCALES.find((locale) => locale === wanted) ?? 'ru'
}

function apply(locale: Locale) {
  document.documentElement.lang = locale
  speak(locale)
}
