import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { me } from '@shared/session/session'
import type { IconName } from '@shared/ui/icons'
import { toast } from '@shared/ui/toast'
import { t } from './messages'
import TodayScreen from './screens/today/TodayScreen.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Needs no login. */
    open?: boolean
    /** Stands at the bottom bar; a screen one goes into (a visit) has the whole height and its own way back. */
    tab?: boolean
  }
}

export const tabs: readonly { name: 'today' | 'unsent' | 'van' | 'me'; icon: IconName }[] = [
  { name: 'today', icon: 'calendar-check' },
  { name: 'unsent', icon: 'upload' },
  { name: 'van', icon: 'box' },
  { name: 'me', icon: 'user' },
]

/**
 * To add a screen: screens/<name>/XxxScreen.vue with its messages.ts beside it, and a line here. Today's comes with the app:
 * on a weak line its dozen small files cost more turns than bytes.
 */
const screens: RouteRecordRaw[] = [
  { path: '/today', name: 'today', meta: { tab: true }, component: TodayScreen },
  { path: '/visit/:id', name: 'visit', component: () => import('./screens/visit/VisitScreen.vue') },
  { path: '/visit/:id/list', name: 'yard', component: () => import('./screens/burst/YardScreen.vue') },
  { path: '/visit/:id/burst', name: 'burst', component: () => import('./screens/burst/BurstScreen.vue') },
  { path: '/unsent', name: 'unsent', meta: { tab: true }, component: () => import('./screens/unsent/UnsentScreen.vue') },
  { path: '/van', name: 'van', meta: { tab: true }, component: () => import('./screens/van/VanScreen.vue') },
  { path: '/me', name: 'me', meta: { tab: true }, component: () => import('./screens/me/MeScreen.vue') },
]

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    { path: '/login', name: 'login', meta: { open: true }, component: () => import('./screens/login/LoginScreen.vue') },
    ...screens,
    { path: '/:rest(.*)*', redirect: '/today' },
  ],
  // A page that has just come stands at its top: to say so would have it laid out before there is anything on it.
  scrollBehavior: (_to, from, saved) => saved ?? (from.matched.length > 0 && { top: 0 }),
})

router.beforeEach((to) => {
  if (!to.meta.open && !me.value) return { name: 'login', query: to.path === '/' ? {} : { to: to.fullPath } }
  if (to.name === 'login' && me.value) return { path: '/' }
  return true
})

/** A screen comes from the phone once the whole app lies there; in its first minutes it may have to be fetched. */
router.onError(() => toast(t('notLoaded'), { kind: 'late' }))
