import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { i18n } from '@/i18n'
import StartPage from '@/rooms/StartPage.vue'
import { useSession } from '@/session/useSession'

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    public?: boolean
    /** The least role that gets in. */
    role?: 'lecturer' | 'admin'
    /** Without the header: inside of other sites, and where the page brings its own. */
    bare?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  routes: [
    { path: '/', name: 'start', component: StartPage, meta: { title: 'start.title' } },
    {
      path: '/login',
      name: 'login',
      component: () => import('@/session/LoginPage.vue'),
      meta: { title: 'login.title', public: true },
    },
    {
      path: '/room/:name',
      name: 'room',
      component: () => import('@/conference/RoomPage.vue'),
      props: true,
      meta: { title: 'room.title', bare: true },
    },
    {
      path: '/room/:name/settings',
      name: 'room-settings',
      component: () => import('@/rooms/RoomSettingsPage.vue'),
      props: true,
      meta: { title: 'rooms.settings' },
    },
    {
      path: '/passes',
      name: 'passes',
      component: () => import('@/passes/PassesPage.vue'),
      meta: { title: 'passes.title' },
    },
    {
      path: '/pass/:token',
      name: 'pass',
      component: () => import('@/passes/GuestPage.vue'),
      props: true,
      meta: { title: 'guest.title', public: true, bare: true },
    },
    {
      path: '/help',
      name: 'help',
      component: () => import('@/help/HelpPage.vue'),
      meta: { title: 'help.title', public: true },
    },
    {
      path: '/archive',
      name: 'archive',
      component: () => import('@/archive/ArchivePage.vue'),
      meta: { title: 'archive.title' },
    },
    {
      path: '/archive/:id',
      name: 'watch',
      component: () => import('@/watch/WatchPage.vue'),
      props: true,
      meta: { title: 'watch.title' },
    },
    {
      path: '/history',
      name: 'history',
      component: () => import('@/history/HistoryPage.vue'),
      meta: { title: 'history.title' },
    },
    {
      path: '/history/:number(\\d+)',
      name: 'conference',
      component: () => import('@/history/ConferencePage.vue'),
      props: ({ params }) => ({ number: Number(params.number) }),
      meta: { title: 'conference.title' },
    },
    {
      path: '/stats',
      name: 'stats',
      component: () => import('@/stats/StatsPage.vue'),
      meta: { title: 'stats.title' },
    },
    {
      path: '/admin/monitoring',
      name: 'admin-monitoring',
      component: () => import('@/monitoring/MonitoringPage.vue'),
      meta: { title: 'monitoring.title', role: 'admin' },
    },
    {
      path: '/upload',
      name: 'upload',
      component: () => import('@/upload/UploadPage.vue'),
      meta: { title: 'upload.title', role: 'lecturer' },
    },
    {
      path: '/profile',
      name: 'profile',
      component: () => import('@/account/ProfilePage.vue'),
      meta: { title: 'profile.title' },
    },
    {
      path: '/forgot',
      name: 'forgot',
      component: () => import('@/session/ForgotPage.vue'),
      meta: { title: 'forgot.title', public: true },
    },
    {
      path: '/invitation',
      name: 'invitation',
      component: () => import('@/session/InvitationPage.vue'),
      meta: { title: 'invitation.title', public: true },
    },
    {
      path: '/s/:id',
      name: 'shared',
      component: () => import('@/share/SharedPage.vue'),
      meta: { title: 'shared.title', public: true },
    },
    {
      path: '/embed/:id',
      name: 'embedded',
      component: () => import('@/share/SharedPage.vue'),
      meta: { title: 'shared.title', public: true, bare: true },
    },
    {
      path: '/admin/rooms',
      name: 'admin-rooms',
      component: () => import('@/rooms/AllRoomsPage.vue'),
      meta: { title: 'rooms.title', role: 'admin' },
    },
    {
      path: '/admin/appearance',
      name: 'admin-appearance',
      component: () => import('@/appearance/AppearancesPage.vue'),
      meta: { title: 'appearance.title', role: 'admin' },
    },
    {
      path: '/admin/appearance/:id',
      name: 'admin-appearance-edit',
      component: () => import('@/appearance/AppearancePage.vue'),
      props: true,
      meta: { title: 'appearance.title', role: 'admin' },
    },
    {
      path: '/admin/users',
      name: 'admin-users',
      component: () => import('@/admin/UsersPage.vue'),
      meta: { title: 'users.title', role: 'admin' },
    },
    {
      path: '/admin/access',
      name: 'admin-access',
      component: () => import('@/admin/AccessDefaultsPage.vue'),
      meta: { title: 'accessDefaults.title', role: 'admin' },
    },
    {
      path: '/admin/audit',
      name: 'admin-audit',
      component: () => import('@/admin/AuditPage.vue'),
      meta: { title: 'audit.title', role: 'admin' },
    },
    {
      path: '/admin/search',
      name: 'admin-search',
      component: () => import('@/admin/SearchIndexPage.vue'),
      meta: { title: 'searchIndex.title', role: 'admin' },
    },
    {
      path: '/:path(.*)*',
      name: 'not-found',
      component: () => import('@/shell/NotFoundPage.vue'),
      meta: { title: 'notFound.title', public: true },
    },
  ],
})

export function toLogin(from: RouteLocationNormalized) {
  const redirect = from.name === 'login' ? from.query.redirect : from.fullPath
  return { name: 'login', query: redirect && redirect !== '/' ? { redirect } : {} }
}

router.beforeEach(async (to) => {
  const { ready, session, isAdmin, isLecturer } = useSession()
  await ready()
  if (to.name === 'login' && session.value) return localPath(to.query.redirect)
  if (!to.meta.public && !session.value) return toLogin(to)
  if (to.meta.role && !(to.meta.role === 'admin' ? isAdmin : isLecturer).value) return { name: 'start' }
})

router.afterEach(async (to, from, failure) => {
  if (failure) return
  setTitle(i18n.global.t(to.meta.title))
  if (from.matched.length === 0 || to.path === from.path) return
  await nextTick()
  document.getElementById('main')?.focus({ preventScroll: true })
})

export function setTitle(title: string) {
  document.title = `${title} · Lectorium`
}

/** Where to go after signing in: only ever a place of this site. */
export function localPath(redirect: unknown): string {
  return typeof redirect === 'string' && /^\/(?![/\\])/.test(redirect) ? redirect : '/'
}
