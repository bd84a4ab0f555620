import type { Component } from 'vue'
import {
  Disc,
  Grid2x2,
  Hand,
  Image,
  Maximize,
  MessageSquare,
  Mic,
  MonitorUp,
  PenLine,
  PhoneOff,
  Settings,
  Shield,
  UserPlus,
  UsersRound,
  Video,
} from '@lucide/vue'
import type { AppearanceLook, AppearanceTerms } from '@/api/types'

/** By Jitsi's names, in its order. */
export const BUTTONS: Record<string, Component> = {
  microphone: Mic,
  camera: Video,
  desktop: MonitorUp,
  chat: MessageSquare,
  raisehand: Hand,
  'participants-pane': UsersRound,
  tileview: Grid2x2,
  recording: Disc,
  whiteboard: PenLine,
  'select-background': Image,
  invite: UserPlus,
  security: Shield,
  fullscreen: Maximize,
  settings: Settings,
  hangup: PhoneOff,
}

export const JITSI_COLOURS = { primary: '#246fe5', background: '#040404', text: '#ffffff' } as const
export const COLOURS = ['primary', 'background', 'text'] as const

export function emptyLook(): AppearanceLook {
  return {
    logo: null,
    logoLink: null,
    background: null,
    colours: { primary: null, background: null, text: null },
    title: null,
    welcome: null,
    toolbar: null,
    startAudioMuted: false,
    startVideoMuted: false,
    startAudioOnly: false,
    recordingConsent: false,
  }
}

export function emptyAppearance(name: string): AppearanceTerms {
  return { name, rooms: [], from: null, until: null, look: emptyLook() }
}

/** The ratio of WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x)
  return (a + 0.05) / (b + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
