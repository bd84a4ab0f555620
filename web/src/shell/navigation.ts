import type { Component } from 'vue'
import {
  Activity,
  ChartColumn,
  CircleHelp,
  DatabaseZap,
  DoorOpen,
  History,
  Library,
  LockKeyhole,
  Palette,
  ScrollText,
  Ticket,
  Upload,
  Users,
  Video,
} from '@lucide/vue'

export interface NavPage {
  to: string
  title: string
  icon: Component
  /** Where else than below `to` the reader is still in this section. */
  also?: RegExp
}

export const PAGES: NavPage[] = [
  { to: '/', title: 'shell.conferences', icon: Video, also: /^\/room\// },
  { to: '/history', title: 'shell.history', icon: History },
  { to: '/archive', title: 'archive.title', icon: Library },
  { to: '/passes', title: 'passes.title', icon: Ticket },
  { to: '/stats', title: 'shell.statistics', icon: ChartColumn },
]

export const LECTURER_PAGES: NavPage[] = [{ to: '/upload', title: 'upload.nav', icon: Upload }]

export const ADMIN_PAGES: NavPage[] = [
  { to: '/admin/monitoring', title: 'shell.monitoring', icon: Activity },
  { to: '/admin/rooms', title: 'rooms.title', icon: DoorOpen },
  { to: '/admin/appearance', title: 'appearance.title', icon: Palette },
  { to: '/admin/users', title: 'users.title', icon: Users },
  { to: '/admin/access', title: 'accessDefaults.title', icon: LockKeyhole },
  { to: '/admin/audit', title: 'audit.title', icon: ScrollText },
  { to: '/admin/search', title: 'searchIndex.title', icon: DatabaseZap },
]

export const HELP_PAGE: NavPage = { to: '/help', title: 'help.title', icon: CircleHelp }

export function isHere({ to, also }: NavPage, path: string): boolean {
  return path === to || (to !== '/' && path.startsWith(`${to}/`)) || (also?.test(path) ?? false)
}
