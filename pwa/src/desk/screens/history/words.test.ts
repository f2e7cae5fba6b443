import { describe, expect, it } from 'vitest'
import { actWord, grouped, isLate, leading, moveWord, stopWord, type Entry } from './words'

const entry = (key: string, what: string, at: string, visit: string | null): Entry => ({ key, what, at, recorded_at: at, by_name: '', act: 'swap_device', visit_id: visit, line: null, from_stop: null, to_stop: null, number: '', case: null })

describe('a timeline', () => {
  it('shows a swap as one entry: what came in leads', () => {
    const [swap, older] = grouped([entry('a', 'ended', '2026-11-02T02:00:00Z', 'v1'), entry('b', 'began', '2026-11-02T02:00:00Z', 'v1'), entry('c', 'began', '2026-11-01T02:00:00Z', 'v0')])
    expect(swap!.entries).toHaveLength(2)
    expect(leading(swap!).key).toBe('b')
    expect(older!.entries).toHaveLength(1)
  })
  it('does not join what no visit joins', () => {
    expect(grouped([entry('a', 'moved', '2026-11-02T02:00:00Z', null), entry('b', 'moved', '2026-11-02T02:00:00Z', null)])).toHaveLength(2)
  })
  it('names acts and places as the trade does, and never by their code', () => {
    expect([actWord('swap_device'), actWord('issue'), actWord('something_new')]).toEqual(['换机', '领料', '移动'])
    expect([moveWord({ act: 'transfer', visit_id: null }), moveWord({ act: 'transfer', visit_id: 'v1' })]).toEqual(['调拨', '移机'])
    expect(stopWord({ kind: 'van', name: '', technician_id: 't', vehicle_id: null, centre_id: null }, { technicians: { t: '苏建国' }, vehicles: {} })).toBe('苏建国的车')
    const car = { kind: 'vehicle', name: '', technician_id: null, vehicle_id: 'v', centre_id: null }
    const told = (plate: string, vin: string) => ({ technicians: {}, vehicles: { v: { id: 'v', plate, plate_colour: '', vin } } })
    expect([stopWord(car, told('', 'LXGNXN356RA100653')), stopWord(car, told('', ''))]).toEqual(['LXGNXN356RA100653', '别的中心的车'])
  })
  it('calls a record late after an hour', () => {
    expect(isLate({ ...entry('a', 'began', '2026-11-02T02:00:00Z', null), recorded_at: '2026-11-02T03:30:00Z' })).toBe(true)
  })
})
