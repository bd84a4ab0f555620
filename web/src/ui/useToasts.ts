import { ref } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'bad'
  action?: { label: string; testid: string; run: () => void }
}

const LIFETIME = 8000
const toasts = ref<Toast[]>([])
let last = 0

export function useToasts() {
  function dismiss(id: number) {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  function say(text: string, extra: Partial<Pick<Toast, 'tone' | 'action'>> = {}) {
    const id = ++last
    toasts.value = [...toasts.value.slice(-2), { id, text, tone: 'plain', ...extra }]
    setTimeout(() => dismiss(id), LIFETIME)
  }

  return { toasts, say, dismiss }
}
