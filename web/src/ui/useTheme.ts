import { computed, ref, watchEffect } from 'vue'
import { read, write } from './storage'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'theme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const systemPrefersDark = ref(systemDark.matches)
const theme = ref<Theme>(THEMES.find((known) => known === read(KEY)) ?? 'auto')

systemDark.addEventListener('change', (event) => (systemPrefersDark.value = event.matches))

const dark = computed(() => theme.value === 'dark' || (theme.value === 'auto' && systemPrefersDark.value))

watchEffect(() => document.documentElement.setAttribute('data-bs-theme', dark.value ? 'dark' : 'light'))

export function useTheme() {
  function setTheme(next: Theme) {
    theme.value = next
    write(KEY, next)
  }
  return { theme, dark, setTheme }
}
