import { describe, expect, it } from 'vitest'
import { countedFen, emptyCount, flow, looseFen, onWire, piecesOf, untouched } from './counting'

const posting = (account: string, amount_fen: number) => ({ account, name_zh: account, name_en: account, technician_id: null, technician_name: null, amount_fen })

describe('counting', () => {
  it('adds notes and loose money in fen', () => {
    const count = { pieces: { 100: '9', 50: '1', 20: '', 10: '１' }, loose: '3.5' }
    expect(countedFen(count)).toBe(96_350)
    expect(onWire(count)).toEqual({ 100: 9, 50: 1, 10: 1, loose: 350 })
  })
  it('knows nothing counted from nothing there', () => {
    expect(untouched(emptyCount())).toBe(true)
    expect(untouched({ ...emptyCount(), loose: '0' })).toBe(false)
    expect(onWire({ ...emptyCount(), loose: '0' })).toEqual({})
  })
  it('takes no half notes and no words for money', () => {
    expect(piecesOf('1.5')).toBe(0)
    expect(piecesOf('-2')).toBe(0)
    expect(looseFen({ ...emptyCount(), loose: '三块' })).toBeNull()
  })
  it('reads an entry as a flow: the sum is moved once, not twice', () => {
    const entry = { id: '1', at: '', kind: 'remittance', ref: '', memo: '', by: '', reverses: null, reversed_by: null, postings: [posting('cash_box', 96_000), posting('bank', 28_000), posting('technician_cash', -96_000), posting('technician_digital', -28_000)] }
    expect(flow(entry).fen).toBe(124_000)
    expect(flow(entry).from.map((one) => one.account)).toEqual(['technician_cash', 'technician_digital'])
  })
})
