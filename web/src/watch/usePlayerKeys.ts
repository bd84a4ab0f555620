import { onBeforeUnmount, onMounted, type Ref } from 'vue'

export const SHORTCUTS = [
  { keys: ['Space', 'K'], name: 'play' },
  { keys: ['J', 'L'], name: 'tenSeconds' },
  { keys: ['←', '→'], name: 'fiveSeconds' },
  { keys: ['↑', '↓'], name: 'volume' },
  { keys: ['0', '…', '9'], name: 'tenths' },
  { keys: ['P', 'N'], name: 'parts' },
  { keys: ['F'], name: 'fullscreen' },
  { keys: ['M'], name: 'mute' },
  { keys: ['?'], name: 'help' },
] as const

interface Deeds {
  help: () => void
  /** To the part before or after. */
  turn: (by: -1 | 1) => void
}

export function usePlayerKeys(video: Ref<HTMLVideoElement | null>, { help, turn }: Deeds) {
  function skip(element: HTMLVideoElement, by: number) {
    element.currentTime = Math.min(Math.max(0, element.currentTime + by), element.duration || Infinity)
  }

  function louder(element: HTMLVideoElement, by: number) {
    element.volume = Math.min(1, Math.max(0, element.volume + by))
    if (by > 0) element.muted = false
  }

  function perform(element: HTMLVideoElement, { code, key }: KeyboardEvent): boolean {
    if (key === '?') help()
    else if (code === 'Space' || code === 'KeyK') togglePlay(element)
    else if (code === 'KeyJ') skip(element, -10)
    else if (code === 'KeyL') skip(element, 10)
    else if (code === 'ArrowLeft') skip(element, -5)
    else if (code === 'ArrowRight') skip(element, 5)
    else if (code === 'ArrowUp') louder(element, 0.1)
    else if (code === 'ArrowDown') louder(element, -0.1)
    else if (code === 'KeyP') turn(-1)
    else if (code === 'KeyN') turn(1)
    else if (code === 'KeyF') toggleFullscreen(element)
    else if (code === 'KeyM') element.muted = !element.muted
    else if (/^Digit\d$/.test(code) && element.duration) {
      element.currentTime = (element.duration * Number(code.slice(5))) / 10
    } else return false
    return true
  }

  function onKey(event: KeyboardEvent) {
    const element = video.value
    if (!element || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]'))
      return
    if (belongsToControl(event)) return
    if (!perform(element, event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  onMounted(() => window.addEventListener('keydown', onKey, { capture: true }))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey, { capture: true }))
}

/** Typing stays typing, Space presses the focused button, and the arrows scroll unless the player has the focus. */
function belongsToControl({ target, code }: KeyboardEvent): boolean {
  const element = target instanceof HTMLElement ? target : null
  if (element?.closest('input, textarea, select, [contenteditable], [role="menu"]')) return true
  if (code === 'Space') return Boolean(element?.closest('button, a, summary'))
  return (code === 'ArrowUp' || code === 'ArrowDown') && !(element instanceof HTMLVideoElement)
}

function togglePlay(element: HTMLVideoElement) {
  if (element.paused) void element.play().catch(() => {})
  else element.pause()
}

function toggleFullscreen(element: HTMLVideoElement) {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void element.requestFullscreen?.().catch(() => {})
}
