import { defineAsyncComponent, type Component } from 'vue'
import { may } from '@shared/session/session'
import { t } from './messages'
import { t as removed } from './removed/messages'

/** One tab of the stock screen: `/stock/<name>`. */
export interface StockPane {
  name: string
  /** The action of the permission table without which it is not offered. */
  action: string
  label: () => string
  component: Component
}

/** The tabs in the order of the keeper's day. To add one: a folder of its own beside this file, and a line here. */
const panes: readonly StockPane[] = [
  { name: 'places', action: 'stock.read', label: () => t('places'), component: defineAsyncComponent(() => import('./places/PlacesPane.vue')) },
  { name: 'receipts', action: 'stock.move', label: () => t('receipts'), component: defineAsyncComponent(() => import('./receipts/ReceiptPane.vue')) },
  { name: 'papers', action: 'stock.read', label: () => t('papers'), component: defineAsyncComponent(() => import('./papers/PapersPane.vue')) },
  { name: 'counts', action: 'stock.read', label: () => t('counts'), component: defineAsyncComponent(() => import('./counts/CountsPane.vue')) },
  { name: 'shortages', action: 'stock.read', label: () => t('shortages'), component: defineAsyncComponent(() => import('./shortages/ShortagesPane.vue')) },
  { name: 'movements', action: 'stock.read', label: () => t('movements'), component: defineAsyncComponent(() => import('./movements/MovementsPane.vue')) },
  { name: 'cases', action: 'cases.read', label: () => t('cases'), component: defineAsyncComponent(() => import('./cases/CasesPane.vue')) },
  { name: 'removed', action: 'removed.read', label: () => removed('removed'), component: defineAsyncComponent(() => import('./removed/RemovedPane.vue')) },
  { name: 'returns', action: 'removed.read', label: () => removed('returns'), component: defineAsyncComponent(() => import('./removed/ReturnsPane.vue')) },
  { name: 'carriers', action: 'carrier_tasks.read', label: () => t('carriers'), component: defineAsyncComponent(() => import('./carriers/CarriersPane.vue')) },
]

/** The tabs that this person may see. */
export const offeredPanes = (): StockPane[] => panes.filter((one) => may(one.action))
