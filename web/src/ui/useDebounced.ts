import { onScopeDispose } from 'vue'

export function useDebounced<A extends unknown[]>(action: (...args: A) => void, delay = 300) {
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  function later(...args: A) {
    clearTimeout(timer)
    timer = setTimeout(() => action(...args), delay)
  }

  function now(...args: A) {
    clearTimeout(timer)
    action(...args)
  }

  return { later, now }
}
