import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { hasRole, may, me } from '@shared/session/session'
import { rail, type RailName } from './shell/rail'

declare module 'vue-router' {
  interface RouteMeta {
    /** Needs no login. */
    open?: boolean
    /** The action of the permission table without which the screen is not offered. */
    action?: string
    /** The rail item that it belongs to, where its address does not say so. */
    of?: RailName
  }
}

/**
 * The screens that exist. To add one: screens/<name>/XxxScreen.vue with its messages.ts beside it, and a line here.
 * A route whose name stands in shell/rail.ts shows up in the rail by itself.
 */
const screens: RouteRecordRaw[] = [
  { path: '/board', name: 'board', meta: { action: 'board.read' }, component: () => import('./screens/board/BoardScreen.vue') },
  { path: '/board/plan/:id?', name: 'plan', meta: { action: 'plans.read' }, component: () => import('./screens/plan/PlanScreen.vue') },
  { path: '/board/unsent', name: 'unsent', meta: { action: 'unsent.read' }, component: () => import('./screens/unsent/UnsentScreen.vue') },
  { path: '/orders', name: 'orders', meta: { action: 'orders.read' }, component: () => import('./screens/orders/OrdersScreen.vue') },
  { path: '/intake/:tab(call|install)?', name: 'intake', meta: { action: 'intake.lookup' }, component: () => import('./screens/intake/IntakeScreen.vue') },
  { path: '/vehicles/:id?', name: 'vehicles', meta: { action: 'customers.read' }, component: () => import('./screens/vehicles/VehiclesScreen.vue') },
  { path: '/terminals/:id', name: 'terminals', meta: { action: 'vehicles.history', of: 'vehicles' }, component: () => import('./screens/history/ThingScreen.vue') },
  { path: '/sims/:id', name: 'sims', meta: { action: 'vehicles.history', of: 'vehicles' }, component: () => import('./screens/history/ThingScreen.vue') },
  { path: '/stock/:tab?/:id?', name: 'stock', meta: { action: 'stock.read' }, component: () => import('./screens/stock/StockScreen.vue') },
  { path: '/money/:id?', name: 'money', meta: { action: 'finance.read' }, component: () => import('./screens/money/MoneyScreen.vue') },
  { path: '/followups/:id?', name: 'followups', meta: { action: 'followups.read' }, component: () => import('./screens/followups/FollowupsScreen.vue') },
  { path: '/complaints/:id?', name: 'complaints', meta: { action: 'complaints.read' }, component: () => import('./screens/complaints/ComplaintsScreen.vue') },
  { path: '/settings/vehicle-types', name: 'vehicle-types', meta: { action: 'customers.read' }, component: () => import('./screens/vehicle-types/VehicleTypesScreen.vue') },
  { path: '/settings/binding', name: 'binding', meta: { action: 'binding_rules.read' }, component: () => import('./screens/settings/carriers/BindingRulesScreen.vue') },
  { path: '/proof/:list?/:id?', name: 'proof', meta: { action: 'proofs.recheck' }, component: () => import('./screens/proof/ProofScreen.vue') },
  { path: '/settings/proof', name: 'proof-rules', meta: { action: 'proofs.read' }, component: () => import('./screens/proof/ProofRulesScreen.vue') },
  { path: '/settings/rules', name: 'rules', meta: { action: 'approval_rules.read' }, component: () => import('./screens/rules/RulesScreen.vue') },
  { path: '/settings/channels', name: 'channels', meta: { action: 'channels.read' }, component: () => import('./screens/settings/channels/ChannelsScreen.vue') },
  { path: '/settings', name: 'settings', component: () => import('./screens/settings/SettingsScreen.vue') },
]

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    { path: '/login', name: 'login', meta: { open: true }, component: () => import('./screens/login/LoginScreen.vue') },
    ...screens,
    { path: '/unsent', redirect: { name: 'unsent' } }, // where it was before; somebody may have kept the link
    { path: '/:rest(.*)*', name: 'home', redirect: () => ({ name: me.value ? firstScreen() : 'login' }) },
  ],
})

/** True when the screen exists and the person may see it. */
export function offers(name: string): boolean {
  if (!router.hasRoute(name)) return false
  const { action } = router.resolve({ name }).meta
  return !action || may(action)
}

/** Where the day of each role begins. */
const homes: readonly (readonly [role: string, screen: string])[] = [
  ['dispatcher', 'board'], ['manager', 'board'], ['agent', 'intake'], ['finance', 'money'], ['complaint_handler', 'complaints'], ['quality', 'followups'], ['warehouse', 'stock'],
]

/** The home of the person's role; for any other role the first of the rail that may be seen. */
function firstScreen(): string {
  const home = homes.find(([role, screen]) => hasRole(role) && offers(screen))?.[1]
  return home ?? rail.find((item) => offers(item.name))?.name ?? 'settings'
}

router.beforeEach((to) => {
  if (!to.meta.open && !me.value) return { name: 'login', query: to.path === '/' ? {} : { to: to.fullPath } }
  if (to.name === 'login' && me.value) return { path: '/' }
  return true
})
