import { describe, expect, it } from 'vitest'
import { applyAll } from '../../offline/apply'
import { aDay, aVan, aVisit, aWallet, anItem } from '../../offline/fixtures'
import { local } from '../../offline/store'
import type { Command, Item, Van } from '../../offline/shapes'
import { guardOf, rebinding } from './card'
import { nextOf } from './next'
import { todosOf } from './todos'

const rule = (card_type: string, word: string, more = {}) => ({ operator: 'cmcc', card_type, act: '', rule: word, text_zh: word, text_en: word, days: 3, rebinds_a_month: 0, wait_minutes: 0, ...more })
const van = (...rules: Van['binding_rules']): Van => ({ ...aVan(), binding_rules: rules })
const swap = (more: Partial<Item> = {}): Item => anItem({ act: 'swap_device', new_device_no: 'BD00010', old_device_end: 'factory', ...more })
const stateOf = (item: Item, with_: Van): string | undefined => guardOf('repair', item, with_)?.state
const soldered = (item: Item): Item => ({ ...item, installed: item.installed && { ...item.installed, card: { operator: 'cmcc', card_type: 'soldered', bound_imei: item.installed.imei, rebinds: 0 } } })

describe('the guard on a card', () => {
  it('test_R31_names old and new IMEI and the card as soon as they are known', () => {
    expect(guardOf('repair', swap(), van(rule('plug', 'rebind_first')))).toMatchObject({ state: 'ask', iccid: '89860422101234056783', oldImei: '864217051182637', newImei: '865372060334189' })
    expect(stateOf(swap({ new_device_no: null }), van(rule('plug', 'rebind_first')))).toBe('early')
  })
  it('test_R31_a card that never moves stops before a terminal is scanned, and only with the rule', () => {
    const item = soldered(swap({ new_device_no: null }))
    expect([stateOf(item, van(rule('soldered', 'never'))), stateOf(item, van())]).toEqual(['stop', undefined])
  })
  it('test_R31_another card clears it', () => expect(stateOf(soldered(swap({ act: 'swap_both', new_iccid: '89860426192300000017' })), van(rule('soldered', 'never'), rule('plug', 'never')))).toBeUndefined())
  it('test_R31_a card from the van that is bound to another terminal stops too', () => {
    const bound = van(rule('plug', 'never'))
    bound.sims = bound.sims.map((one) => ({ ...one, bound_imei: '864217051409170' }))
    expect(stateOf(anItem({ act: 'swap_sim', new_iccid: '89860426192300000017' }), bound)).toBe('stop')
  })
  it('test_R31_a card that stays and whose number nobody knows is warned of, and stops nobody who could not report it', () => {
    const bare = swap({ installed: null, old_device_no: 'OLD-1', old_iccid: null })
    const unknown = { ...rule('', 'ask_office'), operator: '' }
    expect(guardOf('repair', bare, van(unknown))).toMatchObject({ state: 'early', iccid: '' })
    expect([stateOf(bare, van()), stateOf({ ...bare, old_iccid: '89860422101234056783' }, van(unknown))]).toEqual([undefined, 'ask'])
    expect(guardOf('repair', { ...bare, old_device_no: null }, van(unknown))).toMatchObject({ state: 'early', oldImei: '' })
    expect(stateOf({ ...bare, act: 'transfer' }, van(unknown))).toBeUndefined()
  })
  it('test_R31_rebinding on site turns into asking when the month is used up', () => {
    const onSite = van(rule('plug', 'rebind_on_site', { rebinds_a_month: 2 }))
    const used = swap()
    if (used.installed?.card) used.installed = { ...used.installed, card: { ...used.installed.card, rebinds: 2 } }
    expect([stateOf(swap(), onSite), stateOf(used, onSite)]).toEqual(['on_site', 'ask'])
  })
  it('test_R31_test_R16_what he said counts at once with no signal, and the office\'s answer after it', () => {
    const item = swap()
    const known = { day: aDay([aVisit({ state: 'working', items: [item] })]), van: van(rule('plug', 'rebind_first')), wallet: aWallet() }
    local.value = known
    const guard = guardOf('repair', item, known.van)
    if (!guard) throw new Error('no guard')
    const command = { id: 'c', seq: 1, kind: 'carrier.ask', version: 1, event_time: '2026-11-20T06:00:00Z', counter: 1, payload: { visit_id: 'visit', item_id: 'i1', ...rebinding(guard) }, about: { customer: '' }, tries: 0 } as Command
    const after = applyAll(known, [command])
    expect(stateOf(item, after.van as Van)).toBe('waiting')
    const answered = (state: string) => stateOf(item, { ...(after.van as Van), carrier_tasks: (after.van as Van).carrier_tasks.map((one) => ({ ...one, state })) })
    expect([answered('filed'), answered('done'), answered('refused'), answered('not_needed')]).toEqual(['waiting', 'done', 'refused', 'done'])
    local.value = null
  })
  it('test_R31_the main button is blocked by a stop, asks for a rebinding, and is free without a rule', () => {
    const visit = aVisit({ state: 'working', items: [soldered(swap())] })
    const act = (with_: Van) => { local.value = { day: aDay([visit]), van: with_, wallet: aWallet() }; return nextOf(visit) }
    expect([act(van(rule('soldered', 'never')))?.blocked, todosOf(visit)[0]?.kind]).toEqual([true, 'card'])
    expect(act(van(rule('soldered', 'rebind_first')))).toMatchObject({ blocked: false, say: '没上电，报重绑' })
    expect([act(van())?.blocked, todosOf(visit)[0]?.kind]).toEqual([false, 'photo'])
    local.value = null
  })
})
