/** What of the browser matters, so that tests can have another. */
export interface BrowserTraits {
  isSecure: boolean
  hasDisplayCapture: boolean
  hasRecorder: boolean
  hasStorage: boolean
  /** Chromium says so by a constraint of its own. */
  hasTabSound: boolean
  isPhone: boolean
  supports: (type: string) => boolean
}

export type Unsupported = 'insecure' | 'phone' | 'no-capture' | 'no-recorder' | 'no-storage'

export type Support = { can: true; tabSound: boolean; type: string } | { can: false; why: Unsupported }

/** The better first. MP4 only where there is nothing else: it cannot be cut anywhere as WebM can. */
export const TYPES = [
  'video/webm;codecs=vp9,opus',
  'video/webm;codecs=vp8,opus',
  'video/webm',
  'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
  'video/mp4',
]

export function supportOf(traits: BrowserTraits): Support {
  const type = traits.hasRecorder ? TYPES.find((each) => traits.supports(each)) : undefined
  if (!traits.hasDisplayCapture && traits.isPhone) return { can: false, why: 'phone' }
  if (!traits.isSecure) return { can: false, why: 'insecure' }
  if (!traits.hasDisplayCapture) return { can: false, why: 'no-capture' }
  if (type === undefined) return { can: false, why: 'no-recorder' }
  if (!traits.hasStorage) return { can: false, why: 'no-storage' }
  return { can: true, tabSound: traits.hasTabSound, type }
}

export function browserTraits(): BrowserTraits {
  const devices = navigator.mediaDevices as MediaDevices | undefined
  const constraints = (devices?.getSupportedConstraints() ?? {}) as Record<string, boolean>
  return {
    isSecure: isSecureContext,
    hasDisplayCapture: typeof devices?.getDisplayMedia === 'function',
    hasRecorder: typeof MediaRecorder === 'function',
    hasStorage: 'indexedDB' in globalThis && 'locks' in navigator,
    hasTabSound: constraints.suppressLocalAudioPlayback === true,
    isPhone: /Android|iPhone|iPad|iPod/i.test(navigator.userAgent) || isIPad(),
    supports: (type) => MediaRecorder.isTypeSupported(type),
  }
}

/** It calls itself a Mac. */
function isIPad(): boolean {
  return /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1
}

export function extensionOf(type: string): string {
  return type.startsWith('video/mp4') ? 'mp4' : 'webm'
}
