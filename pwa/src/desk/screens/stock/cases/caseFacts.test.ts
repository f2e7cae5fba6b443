import { describe, expect, it } from 'vitest'
import { booked, claimed, type Case } from './caseFacts'

const numberCase = (over: Partial<Case>): Case => ({ claim: {}, books: {}, vehicle_id: null, technician_id: null, ...over }) as Case

describe('a number case', () => {
  it('tells what the field says, and leaves out what it does not say', () => {
    const facts = claimed(numberCase({ claim: { act: 'install', new_device_no: 'YX1', new_iccid: null, at: '2026-11-22T02:00:00Z' }, vehicle_id: 'v' }))
    expect(facts.map((one) => one.name)).toEqual(['did', 'terminal', 'vehicle', 'when'])
  })
  it('tells in which vehicle the books have it', () => {
    const facts = booked(numberCase({ books: { installations: [{ vehicle_id: 'v1', from_at: '2026-01-01T00:00:00Z' }] } }))
    expect(facts).toEqual([{ name: 'inVehicle', kind: 'vehicle', value: 'v1' }, { name: 'since', kind: 'time', value: '2026-01-01T00:00:00Z' }])
  })
  it('names the van before the kind of place', () => expect(booked(numberCase({ books: { place: 'van', technician_id: 't' } }))).toEqual([{ name: 'place', kind: 'technician', value: 't' }]))
  it('knows nothing of an unknown number', () => expect(booked(numberCase({}))).toEqual([]))
})
