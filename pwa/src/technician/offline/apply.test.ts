import { describe, expect, it } from 'vitest'
import { applyAll, type Local } from './apply'
import { feeLines, totalOf } from './fees'
import { aDay, anItem, aVan, aVisit, aWallet } from './fixtures'
import { deviceFault, iccidFault, sameSim } from './numbers'
import { lacksOf, missingOf, photoJob } from './papers'
import type { Command, Kind, Payloads, Visit } from './shapes'

let seq = 0
const command = <K extends Kind>(kind: K, payload: Payloads[K]): Command => ({
  id: `c${++seq}`, seq, kind, version: 1, event_time: `2026-11-20T06:0${seq % 10}:00Z`, counter: seq, payload, about: { customer: '' }, tries: 0,
})
const start = (visit: Visit = aVisit()): Local => ({ day: aDay([visit]), van: aVan(), wallet: aWallet() })
const after = (local: Local, ...commands: Command[]): Visit => applyAll(local, commands).day.visits[0] as Visit
const of = { visit_id: 'visit' }
const item = { ...of, item_id: 'i1' }
const codes = (visit: Visit): string[] => visit.missing.map((one) => one.code)

describe('what the phone shows before the office has answered', () => {
  it('test_R16_a whole visit goes from dispatched to completed with no signal', () => {
    const visit = after(
      start(), command('visit.accept', of), command('visit.contacted', of), command('visit.checklist', { ...of, ticked: ['tools'] }), command('visit.set_off', of), command('visit.arrive', of), command('visit.start', of),
      command('item.record', { ...item, fields: { act: 'swap_device', new_device_no: 'BD00010', old_device_end: 'factory', parts: { ANT: 1 } } }),
      command('photo.add', { ...item, code: 'P2', sha256: 'a', size: 1, taken_at: '' }), command('item.finish', item), command('fees.confirm', { ...of, total_fen: 50500 }),
      command('payment.collect', { ...of, method: 'cash', amount_fen: 50500 }), command('visit.sign', { ...of, sha256: 'b', signer: '赵国强' }), command('visit.complete', of),
    )
    expect([visit.state, visit.missing, visit.checklist_ticked]).toEqual(['completed', [], ['tools']])
    expect(visit.items[0]).toMatchObject({ state: 'recorded', old_device_no: 'BD00009', photos: [{ code: 'P2', sha256: 'a' }] })
  })
  it('what sits in a vehicle that was only repaired is not said to have come out', () => {
    const finished = (act: 'none' | 'swap_sim') => after(start(), command('item.record', { ...item, fields: { act } }), command('item.finish', item)).items[0]
    expect([finished('none')?.old_device_no, finished('swap_sim')?.old_device_no]).toEqual([null, 'BD00009'])
  })
  it('the first call counts for the contact limit, a second one changes nothing', () => {
    const first = command('visit.contacted', of)
    expect(after(start(), first, command('visit.contacted', of)).contacted_at).toBe(first.event_time)
  })
  it('one photo serves two codes, the same code and picture count once', () => {
    const photo = (code: string) => command('photo.add', { ...item, code, sha256: 'same', size: 1, taken_at: '' })
    expect(after(start(), photo('P2'), photo('P4'), photo('P4')).items[0]?.photos.map((one) => one.code)).toEqual(['P2', 'P4'])
  })
  it('a command for a visit that was given to somebody else changes nothing', () => {
    const local = start()
    expect(applyAll(local, [command('visit.accept', { visit_id: 'gone' })]).day).toEqual(local.day)
  })
  it('the photos that are asked for follow the act, with no signal', () => {
    const record = (act: 'swap_sim' | 'none') => command('item.record', { ...item, fields: { act } })
    const wanted = (...given: Command[]) => after(start(), ...given).items[0]?.photos_required.map((one) => one.code)
    expect([wanted(record('swap_sim')), wanted(record('swap_sim'), record('none'))]).toEqual([['P5'], ['P2']])
  })
  it('a finished vehicle takes its terminal, card and parts off the van', () => {
    const local = applyAll(start(), [command('item.record', { ...item, fields: { act: 'swap_both', new_device_no: 'BD00010', new_iccid: '8986042619230000001', parts: { ANT: 2 } } }), command('item.finish', item)])
    expect([local.van?.devices, local.van?.sims, local.van?.parts[0]?.quantity]).toEqual([[], [], 1])
  })
  it('cash and scanned money are held, a transfer and an account are not', () => {
    const pay = (method: 'cash' | 'wechat' | 'transfer' | 'on_account') => command('payment.collect', { ...of, method, amount_fen: 100 })
    const { wallet } = applyAll(start(), [pay('cash'), pay('wechat'), pay('transfer'), pay('on_account'), command('remittance.submit', { amount_fen: 100 })])
    expect(wallet).toMatchObject({ held_fen: 200, cash_fen: 100, digital_fen: 100, submitted_fen: 100 })
  })
  it('a visit broken off suspends what is open, with what is missing', () => {
    const visit = after(start(aVisit({ state: 'working' })), command('visit.suspend', { ...of, reason: '缺配件', missing: '天线' }))
    expect([visit.state, visit.items[0]?.state, visit.items[0]?.missing]).toEqual(['suspended', 'suspended', '天线'])
  })
})

describe('what is missing', () => {
  it('test_R15_everything that completion asks for is named', () => {
    expect(missingOf(aVisit(), []).map((one) => one.code)).toEqual(['item_open', 'photo_missing', 'fees_open', 'signature_missing'])
  })
  it('test_R14_a visit with only suspended vehicles asks for a signature, not for photos or fees', () => {
    expect(missingOf(aVisit({ items: [anItem({ state: 'suspended' })] }), []).map((one) => one.code)).toEqual(['signature_missing'])
  })
  it('money that is open is named until it is collected', () => {
    const visit = after(start(aVisit({ items: [anItem({ state: 'recorded', photos: [{ code: 'P2', sha256: 'a' }] })] })), command('fees.confirm', { ...of, total_fen: 2500 }))
    expect(codes(visit)).toEqual(['payment_open', 'signature_missing'])
    expect(visit.missing[0]?.params).toEqual({ open_fen: '2500' })
  })
  it('test_R11_a swap needs the new number and the old one’s end; the ledger gives the old number', () => {
    expect(lacksOf('repair', anItem())).toEqual(['act'])
    expect(lacksOf('repair', anItem({ act: 'swap_both' }))).toEqual(['new_device_no', 'old_device_end', 'new_iccid'])
    expect(lacksOf('repair', anItem({ act: 'swap_device', installed: null }))).toContain('old_device_no')
    expect(lacksOf('install', anItem())).toEqual(['new_device_no'])
  })
})

describe('which photo rule', () => {
  it.each([['repair', 'BD', null, 'repair'], ['repair', 'BD', 'none', 'repair'], ['repair', 'BD', 'swap_both', 'swap_device'], ['install', 'VD', 'install', 'VD'], ['install', '', null, 'install'], ['removal', 'BD', null, 'remove'], ['install', 'BD', 'none', 'repair']])(
    '%s of %s with act %s is %s', (kind, family, act, job) => expect(photoJob(kind, family, act)).toBe(job))
})

describe('test_R17_fees on the phone', () => {
  const used = anItem({ state: 'recorded', act: 'swap_device', new_device_no: 'BD00010', parts: { ANT: 2, FUSE: 1 } })
  const total = (visit: Visit): number => totalOf(feeLines(visit, aDay([visit]), () => 'TERM'))
  it('parts and the swapped-in terminal cost by the price list out of warranty', () => expect(total(aVisit({ items: [used] }))).toBe(48000 + 5000))
  it('nothing in warranty', () => expect(total(aVisit({ items: [{ ...used, in_warranty: true }] }))).toBe(0))
  it('nothing at a first installation', () => expect(total(aVisit({ kind: 'install', items: [{ ...used, act: 'install' }] }))).toBe(0))
  it('a vehicle that is not finished costs nothing yet', () => expect(total(aVisit({ items: [{ ...used, state: 'open' }] }))).toBe(0))
})

describe('numbers', () => {
  it('an IMEI has a check digit, a maker’s own number has none', () => {
    expect([deviceFault('865372060334189'), deviceFault('865372060334188'), deviceFault('BD00010')]).toEqual([null, 'imei_digit', null])
  })
  it('an ICCID starts with 8986 and has 19 or 20 places; full width and blanks are straightened', () => {
    expect(['89860426192300000017', '8986 0426 1923 0000 001', '８９８６０４２６１９２３００００００１7'].map(iccidFault)).toEqual([null, null, null])
    expect(['8886', '8986123', '865372060334189', '89860426192300000018'].map(iccidFault)).toEqual(['iccid_prefix', 'iccid_length', 'iccid_is_imei', 'iccid_digit'])
  })
  it('one card is the same with and without its 20th place', () => expect(sameSim('89860426192300000017', '8986042619230000001')).toBe(true))
})
