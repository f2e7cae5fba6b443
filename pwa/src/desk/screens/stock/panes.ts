import { defineAsyncComponent, type Component } from 'vue'
import { may } from '@shared/session/session'
import { t } from './messages'

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
  { name: 'cases', action: 'cases.read', label: () => t('cases'), component: defineAsyncComponent(() => import('./cases/CasesPane.vue')) },
]

/** The tabs that this person may see. */
export const offeredPanes = (): StockPane[] => panes.filter((one) => may(one.action))
