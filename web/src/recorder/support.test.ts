import { describe, expect, it } from 'vitest'
import { extensionOf, supportOf, type BrowserTraits } from './support'

const chromium: BrowserTraits = {
  isSecure: true,
  hasDisplayCapture: true,
  hasRecorder: true,
  hasStorage: true,
  hasTabSound: true,
  isPhone: false,
  supports: () => true,
}

describe('a browser', () => {
  it.each<[string, Partial<BrowserTraits>, object]>([
    ['Chromium', {}, { can: true, tabSound: true, type: 'video/webm;codecs=vp9,opus' }],
    [
      'Firefox',
      { hasTabSound: false, supports: (type) => type.includes('webm') && !type.includes('vp9') },
      { can: true, tabSound: false, type: 'video/webm;codecs=vp8,opus' },
    ],
    [
      'Safari',
      { hasTabSound: false, supports: (type) => type === 'video/mp4' },
      { can: true, tabSound: false, type: 'video/mp4' },
    ],
    ['an iPhone', { hasDisplayCapture: false, isPhone: true }, { can: false, why: 'phone' }],
    [
      'any, without encryption',
      { isSecure: false, hasDisplayCapture: false, hasStorage: false },
      { can: false, why: 'insecure' },
    ],
    ['an old one', { hasDisplayCapture: false }, { can: false, why: 'no-capture' }],
    ['one that does not record', { hasRecorder: false }, { can: false, why: 'no-recorder' }],
    ['one with unknown formats', { supports: () => false }, { can: false, why: 'no-recorder' }],
    ['one that keeps nothing', { hasStorage: false }, { can: false, why: 'no-storage' }],
  ])('%s', (_, traits, support) => {
    expect(supportOf({ ...chromium, ...traits })).toEqual(support)
  })

  it('gives files the ending of their form', () => {
    expect(extensionOf('video/webm;codecs=vp9,opus')).toBe('webm')
    expect(extensionOf('video/mp4')).toBe('mp4')
  })
})
