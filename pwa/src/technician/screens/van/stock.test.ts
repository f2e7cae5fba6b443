import { describe, expect, it } from 'vitest'
import type { Van, VanDevice, VanSim } from '../../offline/shapes'
import { isEmpty, readAs, ruleFor, seen, stockOf } from './stock'

const device = (no: string, family: string, code: string, more: Partial<VanDevice> = {}): VanDevice =>
  ({ id: no, terminal_no: no, imei: '864217051409170', product_code: code, product_name_zh: `${code} 终端`, product_name_en: `${code} terminal`, family, bound_for: null, ...more })
const sim = (iccid: string, operator: string, more: Partial<VanSim> = {}): VanSim => ({ id: iccid, iccid, msisdn: '1480023000001', operator, card_type: 'plug', bound_for: null, bound_imei: '', rebinds: 0, ...more })
const rule = (operator: string, card_type: string, name: string, act = '') => ({ operator, card_type, act, rule: name, text_zh: name, text_en: name, days: 0, rebinds_a_month: 0, wait_minutes: 0 })
const van: Van = {
  devices: [device('BD1', 'BD', 'A'), device('YX1', 'YX', 'B'), device('YX2', 'YX', 'C'), device('SSD1', '', 'PART-SSD')],
  sims: [sim('89860426192300000017', 'cmcc'), sim('89860626192300000023', 'cucc'), sim('89860426192300000025', 'cmcc')],
  parts: [{ code: 'P1', name_zh: '备用电池', name_en: 'Battery', quantity: 0, price_fen: 3500, consumable: false }, { code: 'P2', name_zh: '扎带', name_en: 'Cable ties', quantity: 4, price_fen: 600, consumable: true }],
  returns: [device('OLD1', 'BD', 'A', { bound_for: 'factory' })], sim_returns: [sim('89860426192300000033', 'cmcc', { bound_for: 'warehouse' })],
  binding_rules: [rule('', '', 'ask_office'), rule('cmcc', '', 'rebind_first'), rule('cmcc', 'soldered', 'never'), rule('cmcc', 'plug', 'only_for_swaps', 'swap_device')], rules_mark: '', carrier_tasks: [], cases: [], removed: [], removed_limit_days: 7,
}

describe('what is on the van', () => {
  it('lies in boxes by family, the fullest first; a thing without family is a box of its own product', () => {
    const { families } = stockOf(van, '')
    expect(families.map((one) => [one.key, one.devices.length, one.alike])).toEqual([['YX', 2, false], ['BD', 1, true], ['PART-SSD', 1, true]])
  })
  it('lies by carrier, with what the carrier wants before a card is moved', () => {
    expect(stockOf(van, '').carriers.map((one) => [one.operator, one.sims.length, one.rule?.rule])).toEqual([['cmcc', 2, 'rebind_first'], ['cucc', 1, 'ask_office']])
    expect(ruleFor(van.binding_rules, 'cmcc', 'soldered')?.rule).toBe('never')
    expect(ruleFor([], 'cmcc', 'plug')).toBeNull()
  })
  it('puts what has run out last and counts it no more', () => {
    const { parts, counts } = stockOf(van, '')
    expect(parts.map((one) => one.code)).toEqual(['P2', 'P1'])
    expect(counts).toEqual({ devices: 4, sims: 3, parts: 1, returns: 2 })
  })
  it('says where each thing to return must go', () => expect(stockOf(van, '').returns.map((one) => [one.where, one.devices.length, one.sims.length])).toEqual([['factory', 1, 0], ['warehouse', 0, 1]]))
  it('finds by the last digits, by blanks and full width letters, and by name', () => {
    expect(stockOf(van, '0025').carriers.flatMap((one) => one.sims.map((card) => card.iccid))).toEqual(['89860426192300000025'])
    expect(stockOf(van, 'ｙｘ 2').families.flatMap((one) => one.devices.map((found) => found.terminal_no))).toEqual(['YX2'])
    expect(stockOf(van, '电池').parts.map((one) => one.code)).toEqual(['P1'])
    expect(stockOf(van, 'OLD').counts.returns).toBe(1)
  })
  it('shows one kind alone, and knows when there is nothing', () => {
    expect(seen(stockOf(van, ''), 'sims')).toEqual({ returns: false, devices: false, sims: true, parts: false })
    expect(Object.values(seen(stockOf(van, 'XXXX'), 'all')).some(Boolean)).toBe(false)
    expect(isEmpty(van)).toBe(false)
    expect(isEmpty({ ...van, devices: [], sims: [], returns: [], sim_returns: [], parts: van.parts.slice(0, 1) })).toBe(true)
  })
  it('reads by threes only what is an IMEI', () => expect([readAs('864217051409170'), readAs('864217051409171'), readAs('BD1')]).toEqual(['imei', 'plain', 'plain']))
})
