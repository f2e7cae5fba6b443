import { judge, operatorOf, ruleActs, type Judgement } from '@shared/binding/binding'
import { luhn, sameSim, tidy } from '../../offline/numbers'
import { actOf, oldSim } from '../../offline/papers'
import { local } from '../../offline/store'
import type { Act, Item, Rebinding, Van, VanTask } from '../../offline/shapes'

/** How the card of a vehicle stands with its carrier, and whether the hand must stop (R31). */
export type CardState = 'early' | 'stop' | 'refused' | 'ask' | 'on_site' | 'waiting' | 'override' | 'done'
type Rule = Van['binding_rules'][number]
export interface CardGuard { state: CardState; act: Act; iccid: string; oldImei: string; newImei: string; judgement: Judgement<Rule>; rebinds: number; task: VanTask | null }

interface Card { iccid: string; operator: string; card_type: string; bound_imei: string; rebinds: number }

const unknown = '?'
const blocking: readonly CardState[] = ['stop', 'refused', 'ask', 'on_site']
/** Nothing may be powered on before this is dealt with. */
export const mustDeal = (guard: CardGuard | null): boolean => guard !== null && blocking.includes(guard.state)
/** This card must not go into that terminal: another card, or somebody's word for it. */
export const isStopped = (guard: CardGuard | null): boolean => guard?.state === 'stop' || guard?.state === 'refused'

/** The card that will work in the vehicle after the act. */
function cardOf(item: Item, act: Act, van: Van): Card | null {
  const fresh = tidy(item.new_iccid ?? '')
  if (act === 'swap_device' || (act === 'transfer' && !fresh)) return keptCard(item, act)
  if (!fresh) return null
  return van.sims.find((one) => sameSim(one.iccid, fresh)) ?? { iccid: fresh, operator: operatorOf(fresh), card_type: '', bound_imei: '', rebinds: 0 }
}

/** The card that stays in the vehicle, as its carrier knows it; nobody may know its number, and it is a used card all the same. */
function keptCard(item: Item, act: Act): Card | null {
  const kept = oldSim(item)
  if (!kept && act === 'transfer') return null
  const { installed } = item
  const plain = { operator: operatorOf(kept), card_type: '', bound_imei: boundOf(item, act), rebinds: 0 }
  return { iccid: kept, ...(kept && installed && sameSim(installed.iccid, kept) ? installed.card ?? plain : plain) }
}

/** A card that the books do not know is bound to the terminal it sat in, whichever that was; a transfer moves the two together. */
const boundOf = ({ installed, old_device_no }: Item, act: Act): string => installed?.imei || (act === 'transfer' ? '' : tidy(old_device_no ?? '') || unknown)

/** The IMEI of a terminal as the books have it; its own number where there is none. */
function imeiOf(number: string, item: Item, van: Van): string {
  const value = tidy(number)
  if (!value || (/^\d{15}$/.test(value) && luhn(value))) return value
  const known = [...van.devices, ...(item.installed ? [item.installed] : [])].find((one) => tidy(one.terminal_no) === value)
  return known?.imei || value
}

/** The terminal that the card will meet; "" while it is not known. */
function terminalOf(item: Item, act: Act, van: Van): string {
  const sitting = item.old_device_no || item.installed?.terminal_no || ''
  const number = act === 'swap_sim' ? sitting : act === 'transfer' ? item.new_device_no || sitting : item.new_device_no ?? ''
  return imeiOf(number, item, van)
}

const ofTask: Record<string, CardState> = { asked: 'waiting', filed: 'waiting', done: 'done', refused: 'refused', not_needed: 'done' }
const ofRule: Record<string, CardState> = { never: 'stop', rebind_on_site: 'on_site' }

const isDone = (task: VanTask): boolean => ['done', 'not_needed'].includes(task.state)
const taskState = (task: VanTask): CardState => (task.decision === 'override' && !isDone(task) ? 'override' : ofTask[task.state] ?? 'waiting')

function stateOf(judgement: Judgement<Rule>, terminal: string, task: VanTask | null): CardState | null {
  if (task) return taskState(task)
  if (judgement.says === 'go') return null
  if (!terminal && judgement.says !== 'never') return 'early'
  return ofRule[judgement.says] ?? 'ask'
}

/** Judged on the phone, with no signal, as soon as the act names a card: null when the carrier does not mind. */
export function guardOf(kind: string, item: Item, van: Van | null = local.value?.van ?? null): CardGuard | null {
  const act = actOf(kind, item)
  if (!van || !act) return null
  const card = ruleActs.some((one) => one === act) ? cardOf(item, act, van) : null
  return card && guardOfCard(item, act, van, card)
}

function guardOfCard(item: Item, act: Act, van: Van, card: Card): CardGuard | null {
  const newImei = terminalOf(item, act, van)
  const judgement = judge(van.binding_rules, { ...card, act, terminal: newImei })
  const task = van.carrier_tasks.filter((one) => card.iccid !== '' && sameSim(one.iccid, card.iccid) && one.new_imei === newImei).at(-1) ?? null
  // A card without a number can't be reported to the carrier: the rule is shown, and the work goes on.
  const state = card.iccid || judgement.says === 'go' ? stateOf(judgement, newImei, task) : 'early'
  return state && { state, act, iccid: card.iccid, oldImei: card.bound_imei === unknown ? '' : card.bound_imei, newImei, judgement, rebinds: card.rebinds, task }
}

/** What the commands about a card say: the rule as this phone has read it goes along. */
export const rebinding = (guard: CardGuard): Omit<Rebinding, 'visit_id' | 'item_id'> => ({
  iccid: guard.iccid, old_imei: guard.oldImei, new_imei: guard.newImei || '-', act: guard.act,
  rule: guard.judgement.says === 'go' ? 'free' : guard.judgement.says, rules_mark: local.value?.van?.rules_mark ?? '',
})
