import { describe, expect, it } from 'vitest'
import { applyAll } from './apply'
import { feeLines, totalOf } from './fees'
import { aDay, anItem, aVan, aVisit, aWallet } from './fixtures'
import { whole } from './kept'
import { leavingOf } from './papers'
import type { Command, Day, Kind, Payloads, Visit } from './shapes'

const known = { vehicle_id: 'v2', plate: '粤B66789', plate_colour: 'blue', fleet_no: '8', vehicle_type: '货车', regulated: true }
const labour = { code: 'TRAVEL', name_zh: '上门费', name_en: 'Travel', kind: 'labour', price_fen: 5000 }

function after(visit: Visit, ...commands: [Kind, object][]): Visit {
  const day: Day = { ...aDay([visit]), price_list: [...aDay().price_list, labour] }
  const queue = commands.map(([kind, payload], seq): Command => ({
    id: `c${seq}`, seq, kind, version: 1, event_time: '2026-11-20T06:00:00Z', counter: seq, payload: { visit_id: 'visit', ...payload } as Payloads[Kind], about: { customer: '' }, tries: 0,
  }))
  const [shown] = applyAll({ day, van: aVan(), wallet: aWallet() }, queue).day.visits
  return shown as Visit
}
const atWork = (more: Partial<Visit> = {}): Visit => aVisit({ state: 'working', items: [anItem({ state: 'recorded', parts: { ANT: 1 }, act: 'none' })], other_vehicles: [known], fees: { total_fen: 2500, collected_fen: 0 }, ...more })
const cost = (visit: Visit): number => totalOf(feeLines(visit, { ...aDay(), price_list: [...aDay().price_list, labour] }, () => null))
const work = { item_id: 'i1', extra_id: 'e1', code: 'TRAVEL', quantity: 2, unit_fen: 5000, note: '' }

describe('extra work with no signal (R17)', () => {
  it('is charged with the customer’s word, and the fees have to be confirmed anew', () => {
    const visit = after(atWork(), ['extra.work', { ...work, said_by: '赵国强', by_link: false }])
    expect(cost(visit)).toBe(12500)
    expect(visit.missing.map(({ code }) => code)).toContain('fees_open')
  })
  it('costs nothing while nobody has agreed, and nothing once it is declined', () => {
    const asked = after(atWork(), ['extra.work', { ...work, said_by: '', by_link: true }])
    expect(cost(asked)).toBe(2500)
    const declined = after(atWork(), ['extra.work', { ...work, said_by: '', by_link: true }], ['extra.answer', { extra_id: 'e1', approved: false, said_by: '赵国强', reason: '' }])
    expect(cost(declined)).toBe(2500)
    expect(declined.extras[0]?.state).toBe('declined')
  })
})

describe('an extra vehicle with no signal', () => {
  const added: [Kind, object] = ['extra.vehicle', { item_id: 'i2', vehicle_id: 'v2', said_by: '', by_link: true }]
  it('is worked on at once, with what the phone knows of it', () => {
    const visit = after(atWork(), added, ['item.record', { item_id: 'i2', fields: { act: 'none', parts: { ANT: 1 } } }], ['item.finish', { item_id: 'i2' }])
    expect(visit.items[1]).toMatchObject({ plate: '粤B66789', fleet_no: '8', state: 'recorded', seq: 2 })
    expect(visit.other_vehicles).toEqual([])
    expect(cost(visit)).toBe(2500) // its parts are free while nobody has agreed
  })
  it('is taken off when the customer does not want it, and the visit can be completed without it', () => {
    const visit = after(atWork(), added, ['extra.answer', { extra_id: 'i2', approved: false, said_by: '', reason: '' }])
    expect(visit.items[1]?.state).toBe('cancelled')
    expect(visit.missing.filter((one) => one.item_id === 'i2')).toEqual([])
  })
  it('is not covered by an approval of a removal that was given before (R39)', () => {
    const visit = after(atWork(), added, ['item.record', { item_id: 'i2', fields: { act: 'remove' } }])
    const [first, second] = visit.items
    expect(first && leavingOf(visit, first).approved).toBe(true)
    expect(second && leavingOf(visit, second).approved).toBe(false)
  })
})

it('a signature asked for by link is the reason for none (R15, R37)', () => {
  const visit = after(atWork(), ['visit.sign', { signer: '赵国强', by_link: true }])
  expect(visit.missing.map(({ code }) => code)).not.toContain('signature_missing')
  expect(visit.signature).toMatchObject({ sha256: null, by_link: true })
})

it('a day that an older version has kept is read with what came since', () => {
  const old = aDay() as unknown as { visits: Record<string, unknown>[] }
  for (const visit of old.visits) { delete visit.extras; delete visit.other_vehicles; delete visit.crew }
  expect(whole(old as unknown as Day).visits[0]).toMatchObject({ extras: [], other_vehicles: [], crew: { mates: [] } })
})
