import { useI18n } from 'vue-i18n'

/** Words that come from Jitsi are open sets: what has no translation is shown as it came. */
export function useNames() {
  const { t, te } = useI18n()
  const named = (group: string) => (word: string) => {
    const key = `${group}.${word.toLowerCase().replace(/[^a-z]+/g, '-')}`
    return te(key) ? t(key) : word
  }

  return {
    reason: named('conference.reasons'),
    runStatus: named('conference.recorders.statuses'),
    failure: named('conference.recorders.failures'),
  }
}
