import { chooseRule } from '@shared/binding/binding'
import { luhn, tidy } from '../../offline/numbers'
import type { Van, VanDevice, VanSim } from '../../offline/shapes'

export type Part = Van['parts'][number]
export type Rule = Van['binding_rules'][number]
export type Kind = 'all' | 'devices' | 'sims' | 'parts' | 'returns'

export interface Family { key: string; devices: VanDevice[]; /** One product only: its name stands at the head, else at each row. */ alike: boolean }
export interface Carrier { key: string; operator: string; cardType: string; sims: VanSim[]; rule: Rule | null }
export interface Returning { key: string; where: string; devices: VanDevice[]; sims: VanSim[] }
export interface Shown { families: Family[]; carriers: Carrier[]; parts: Part[]; returns: Returning[]; counts: Record<Exclude<Kind, 'all'>, number> }

function gather<T>(things: readonly T[], keyOf: (thing: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>()
  for (const thing of things) found.set(keyOf(thing), [...(found.get(keyOf(thing)) ?? []), thing])
  return [...found]
}

/** The carrier's rule for a card whatever is done with it, chosen as everywhere (R31). */
export const ruleFor = (rules: readonly Rule[], operator: string, cardType: string): Rule | null => chooseRule(rules, operator, cardType, '')

const families = (devices: readonly VanDevice[]): Family[] =>
  gather(devices, (one) => one.family || one.product_code || '')
    .map(([key, found]) => ({ key, devices: found, alike: new Set(found.map((one) => one.product_code)).size === 1 }))
    .sort((a, b) => b.devices.length - a.devices.length)

function carriers(van: Van, sims: readonly VanSim[]): Carrier[] {
  const found = gather(sims, (one) => `${one.operator}/${one.card_type}`).map(([key, cards]) => {
    const { operator, card_type: cardType } = cards[0] ?? { operator: '', card_type: '' }
    return { key, operator, cardType, sims: cards, rule: ruleFor(van.binding_rules, operator, cardType) }
  })
  return found.sort((a, b) => b.sims.length - a.sims.length)
}

function returning(devices: readonly VanDevice[], sims: readonly VanSim[]): Returning[] {
  const places = [...new Set([...devices, ...sims].map((one) => one.bound_for ?? ''))]
  return places.map((where) => ({
    key: where, where, devices: devices.filter((one) => (one.bound_for ?? '') === where), sims: sims.filter((one) => (one.bound_for ?? '') === where),
  }))
}

/** True when what was typed is found: in a number anywhere (people read out the last digits), in a name from any place. */
function finder(text: string): (...fields: (string | null)[]) => boolean {
  const wanted = tidy(text)
  return (...fields) => !wanted || fields.some((field) => field && tidy(field).includes(wanted))
}

/** What is on the van, narrowed to what was typed, in the groups in which it lies in the boxes. */
export function stockOf(van: Van, text: string): Shown {
  const fits = finder(text)
  const ofDevice = (one: VanDevice): boolean => fits(one.terminal_no, one.imei, one.product_name_zh, one.product_name_en)
  const ofSim = (one: VanSim): boolean => fits(one.iccid, one.msisdn)
  const devices = van.devices.filter(ofDevice)
  const sims = van.sims.filter(ofSim)
  const parts = van.parts.filter((one) => fits(one.name_zh, one.name_en, one.code)).sort((a, b) => Number(a.quantity === 0) - Number(b.quantity === 0))
  const back = { devices: van.returns.filter(ofDevice), sims: van.sim_returns.filter(ofSim) }
  return {
    families: families(devices), carriers: carriers(van, sims), parts, returns: returning(back.devices, back.sims),
    counts: { devices: devices.length, sims: sims.length, parts: parts.filter((one) => one.quantity > 0).length, returns: back.devices.length + back.sims.length },
  }
}

/** Which parts of the list are there to be seen under the chosen kind. */
export function seen(shown: Shown | null, kind: Kind): Record<Exclude<Kind, 'all'>, boolean> {
  const has = (one: Exclude<Kind, 'all'>, things: readonly unknown[] | undefined): boolean => (kind === 'all' || kind === one) && Boolean(things?.length)
  return { returns: has('returns', shown?.returns), devices: has('devices', shown?.families), sims: has('sims', shown?.carriers), parts: has('parts', shown?.parts) }
}

export const isEmpty = (van: Van): boolean => !van.devices.length && !van.sims.length && !van.returns.length && !van.sim_returns.length && van.parts.every((one) => one.quantity === 0)

/** An IMEI is read by threes; a maker's own number of another shape is read as it is. */
export const readAs = (number: string): 'imei' | 'plain' => (/^\d{15}$/.test(number) && luhn(number) ? 'imei' : 'plain')
