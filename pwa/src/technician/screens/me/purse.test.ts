import { describe, expect, it } from 'vitest'
import { applyAll } from '../../offline/apply'
import type { Command, Kind, Payloads, Wallet } from '../../offline/shapes'
import { choices, handedLines, isOverdue, paidLines, purse } from './purse'

const paid = (id: string, amount_fen: number, method: string, remittance_id: string | null = null, collected_at = '2026-11-19T09:20:00Z'): Wallet['payments'][number] => ({
  id, amount_fen, method, remittance_id, collected_at, confirmed_at: null, customer_name: '顺捷', order_id: 'o', order_no: 'PG', reference: '',
  technician_id: 't', technician_name: '周', things_en: '', things_zh: '', visit_id: 'v', void_reason: '', voided_at: null,
})
const wallet: Wallet = {
  held_fen: 75_000, cash_fen: 50_000, digital_fen: 25_000, submitted_fen: 20_000, since: '2026-11-18T01:00:00Z', limit_at: '2026-11-20T10:00:00Z', overdue: false, remittances: [],
  payments: [paid('a', 30_000, 'cash'), paid('b', 25_000, 'wechat'), paid('c', 20_000, 'cash', 'r1', '2026-11-18T01:00:00Z')],
}
let seq = 0
function command<K extends Kind>(kind: K, payload: Payloads[K]): Command<K> {
  seq += 1
  return { id: `c${seq}`, seq, kind, version: 1, event_time: `2026-11-20T0${seq % 10}:00:00Z`, counter: seq, payload, about: { customer: '华南城' }, tries: 0 }
}
/** The wallet as the store shows it, with the outbox on top. */
const local = (waiting: Command[]): Wallet => applyAll({ day: { visits: [] } as never, van: null, wallet }, waiting).wallet!
const both = (waiting: Command[]) => purse(local(waiting), waiting)

describe('R18 the money a technician holds', () => {
  it('is what he has not handed in, cash apart from scanned, since the oldest of it', () => {
    expect(both([])).toEqual({ open: 55_000, cash: 30_000, digital: 25_000, submitted: 20_000, since: '2026-11-19T09:20:00Z' })
  })
  it('counts what the phone took with no signal; money on account never was in his hands', () => {
    const waiting = [command('payment.collect', { visit_id: 'v', method: 'cash', amount_fen: 5_000 }), command('payment.collect', { visit_id: 'v', method: 'on_account', amount_fen: 9_900 })]
    expect(both(waiting)).toMatchObject({ open: 60_000, cash: 35_000 })
    expect(paidLines(local(waiting), waiting).filter((one) => one.state === 'unsent').map((one) => one.fen)).toEqual([5_000])
  })
  it('is gone at once when he hands it in offline, cash alone or all of it', () => {
    const cashOnly = [command('remittance.submit', { amount_fen: 30_000 })]
    expect(both(cashOnly)).toMatchObject({ open: 25_000, cash: 0, digital: 25_000, submitted: 50_000 })
    const all = [command('remittance.submit', { amount_fen: 55_000 })]
    expect(both(all)).toMatchObject({ open: 0, cash: 0, digital: 0, since: null })
    expect(choices(both(all))).toEqual([])
  })
  it('offers the cash alone only beside scanned money', () => {
    expect(choices(both([]))).toEqual([{ value: 'all', fen: 55_000 }, { value: 'cash', fen: 30_000 }])
    expect(choices({ open: 300, cash: 300, digital: 0, submitted: 0, since: null })).toEqual([{ value: 'all', fen: 300 }])
    expect(choices({ open: 300, cash: 0, digital: 300, submitted: 0, since: null })).toEqual([{ value: 'all', fen: 300 }])
  })
  it('is late by the clock of the phone too, since the office may be out of reach; nothing held is never late', () => {
    expect(isOverdue(wallet, 55_000, Date.parse('2026-11-20T09:59:00Z'))).toBe(false)
    expect(isOverdue(wallet, 55_000, Date.parse('2026-11-20T10:01:00Z'))).toBe(true)
    expect(isOverdue(wallet, 0, Date.parse('2026-11-21T10:01:00Z'))).toBe(false)
  })
})

describe('past hand-ins', () => {
  const remittance = (more: Partial<Wallet['remittances'][number]>): Wallet['remittances'][number] => ({
    id: 'r', amount_fen: 20_000, by: null, cash_fen: 20_000, centre_id: 'c', centre_name: '', confirmed_at: null, counted: null, counted_fen: null, decided_at: null, difference_note: '',
    digital_fen: 0, note: '', payment_count: 1, return_reason: '', state: 'submitted', submitted_at: '2026-11-19T10:00:00Z', technician_id: 't', technician_name: '', version: 1, ...more,
  })
  it('say what became of each, the unsent one first', () => {
    const waiting = [command('remittance.submit', { amount_fen: 30_000 })]
    const lines = handedLines({ ...wallet, remittances: [remittance({ id: 'x', state: 'returned', return_reason: '少一张' }), remittance({ id: 'y', state: 'confirmed', counted_fen: 19_900, difference_note: '少 1 元' })] }, waiting)
    expect(lines.map(({ state, why, off }) => [state, why, off])).toEqual([['unsent', '', 0], ['returned', '少一张', 0], ['confirmed', '少 1 元', -100]])
  })
})
