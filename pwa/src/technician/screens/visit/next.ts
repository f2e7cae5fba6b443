import { sayMoney } from '@shared/format/money'
import type { IconName } from '@shared/ui/icons'
import type { Item, Visit } from '../../offline/shapes'
import { named } from '../../words'
import { isStopped, type CardGuard } from './card'
import { t as cards } from './card-messages'
import { t } from './messages'
import { stageOf } from './stage'
import { todosOf, type Todo } from './todos'

/** The one violet button: what it says, about which vehicle. */
export interface NextAct { say: string; icon?: IconName; item: Item | null; todo: Todo | null; blocked?: boolean }

const numberSays = { new_device_no: 'doDevice', new_iccid: 'doSim', old_device_no: 'doOldDevice', old_device_end: 'doEnd' } as const

/** What the button says of a card that its carrier minds about. */
function cardSays(card?: CardGuard): string {
  if (!card || isStopped(card)) return cards('doStop')
  if (card.state === 'on_site') return cards('doOnSite')
  return cards(card.judgement.says === 'ask_office' ? 'doOffice' : 'doAsk')
}

const acts: Record<Todo['kind'], (todo: Todo) => { say: string; icon: IconName }> = {
  number: ({ field = 'new_device_no' }) => ({ say: t(numberSays[field]), icon: field === 'old_device_end' ? 'box' : 'scan' }),
  card: ({ card }) => ({ say: cardSays(card), icon: isStopped(card ?? null) ? 'lock' : 'sim' }),
  photo: ({ photo }) => ({ say: t('doPhoto', { name: photo ? named(photo) : '' }), icon: 'camera' }),
  removal: ({ lack = 'removal_reason' }) => ({ say: lack === 'removal_reason' ? t('doRemoval') : t('rowRemoval', { what: t(`lack_${lack}`) }), icon: 'shield' }),
  act: () => ({ say: t('doAct'), icon: 'wrench' }),
  finish: () => ({ say: t('doFinish'), icon: 'check' }),
  fees: () => ({ say: t('doFees'), icon: 'money' }),
  pay: ({ openFen = 0 }) => ({ say: t('doPay', { amount: sayMoney(openFen) }), icon: 'money' }),
  sign: () => ({ say: t('doSign'), icon: 'pen' }),
}
export const todoAct = (todo: Todo): { say: string; icon: IconName } => acts[todo.kind](todo)

export function nextOf(visit: Visit): NextAct | null {
  const stage = stageOf(visit)
  if (stage === 'over') return null
  if (stage !== 'work') {
    const says = { accept: t('actAccept'), contact: t('actContact'), check: t('actCheck'), go: t('actGo'), arrive: t('actArrive'), start: t('actStart') }
    const icons: Partial<Record<typeof stage, IconName>> = { contact: 'phone', check: 'box', go: 'navigate', arrive: 'pin', start: 'wrench' }
    return { say: says[stage], item: null, todo: null, ...(icons[stage] && { icon: icons[stage] }) }
  }
  const [first] = todosOf(visit)
  if (!first) return { say: t('actComplete'), icon: 'check', item: null, todo: null }
  return { ...todoAct(first), item: first.item, todo: first, blocked: isStopped(first.card ?? null) }
}

const rowNames = { new_device_no: 'newDevice', new_iccid: 'newSim', old_device_no: 'oldDevice', old_device_end: 'oldEnd' } as const

const rows: Record<Todo['kind'], (todo: Todo, signer: string) => string> = {
  number: ({ field = 'new_device_no' }) => t(rowNames[field]),
  card: () => cards('row'),
  photo: ({ photo }) => t('rowPhoto', { name: photo ? named(photo) : '' }),
  removal: ({ lack = 'removal_reason' }) => t('rowRemoval', { what: t(`lack_${lack}`) }),
  act: () => t('rowAct'),
  finish: () => t('rowFinish'),
  fees: () => t('rowFees'),
  pay: ({ openFen = 0 }) => t('rowPay', { amount: sayMoney(openFen) }),
  sign: (_todo, signer) => t('rowSign', { name: signer }),
}
/** A row of the list of what is missing, as a thing rather than an act. */
export const rowSays = (todo: Todo, signer: string): string => rows[todo.kind](todo, signer)
