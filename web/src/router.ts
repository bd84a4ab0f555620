import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import ArchivePage from '@/archive/ArchivePage.vue'
import { i18n } from '@/i18n'
import { useSession } from '@/session/useSession'

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    public?: boolean
    admin?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  routes: [
    { path: '/', redirect: '/archive' },
    {
      path: '/login',
      name: 'login',
      component: () => import('@/session/LoginPage.vue'),
      meta: { title: 'login.title', public: true },
    },
    { path: '/archive', name: 'archive', component: ArchivePage, meta: { title: 'archive.title' } },
    {
      path: '/archive/:id',
      name: 'watch',
      component: () => import('@/watch/WatchPage.vue'),
      props: true,
      meta: { title: 'watch.title' },
    },
    {
      path: '/upload',
      name: 'upload',
      component: () => import('@/upload/UploadPage.vue'),
      meta: { title: 'upload.title', admin: true },
    },
    {
      path: '/admin/search',
      name: 'admin-search',
      component: () => import('@/admin/SearchIndexPage.vue'),
      meta: { title: 'searchIndex.title', admin: true },
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
  return { name: 'login', query: redirect && redirect !== '/archive' ? { redirect } : {} }
}

router.beforeEach(async (to) => {
  const { ready, session, isAdmin } = useSession()
  await ready()
  if (to.name === 'login' && session.value) return localPath(to.query.redirect)
  if (!to.meta.public && !session.value) return toLogin(to)
  if (to.meta.admin && !isAdmin.value) return { name: 'archive' }
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
  return typeof redirect === 'string' && /^\/(?![/\\])/.test(redirect) ? redirect : '/archive'
}
