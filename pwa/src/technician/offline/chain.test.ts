import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import fixture from './chain.fixture.json'
import { canonical, linkOf, type Piece } from './chain'
import { aDay, aVan, aWallet } from './fixtures'
import { enqueue, keepSeen, openStore, pending } from './store'
import type { Payloads } from './shapes'

const about = { customer: '顺捷冷链', plate: '粤BY7052' }
const taken_at = '2026-11-20T06:00:00.000Z'
let people = 0

beforeEach(async () => {
  await openStore(`chain-${++people}`)
  await keepSeen({ day: aDay(), van: aVan(), wallet: aWallet() })
})
const photo = (digit: string, visit_id = 'visit'): Promise<unknown> => enqueue('photo.add', { visit_id, item_id: 'i1', code: 'P2', sha256: digit.repeat(64), size: 9, taken_at, lat: 22.5, lng: 114.1 }, about)
const sent = (): Payloads['photo.add'][] => pending.value.map((one) => one.payload as Payloads['photo.add'])

describe('the chain of evidence', () => {
  it('test_R37_the phone makes the same links as the office', async () => {
    for (const one of fixture) {
      expect(canonical(one.previous, one.piece as Piece)).toBe(one.canonical)
      expect(await linkOf(one.previous, one.piece as Piece)).toBe(one.link)
    }
  })
  it('test_R37_one changed millisecond, place or picture makes another link', async () => {
    const [first] = fixture
    const piece = first?.piece as Piece
    const others: Partial<Piece>[] = [{ taken_at: '2026-11-20T06:00:00.124Z' }, { lat: 22.543097 }, { sha256: 'f'.repeat(64) }, { code: 'P3' }, { item_id: 'x' }]
    for (const other of others) expect(await linkOf('', { ...piece, ...other })).not.toBe(first?.link)
  })
  it('test_R37_pictures given at the same moment follow each other, each visit for itself, the signature too', async () => {
    await Promise.all([photo('a'), photo('b'), photo('c')])
    await photo('d', 'other')
    await enqueue('visit.sign', { visit_id: 'visit', sha256: 'e'.repeat(64), signer: '李', taken_at }, about)
    const chains = sent().map((one) => one.chain)
    expect(chains.map((one) => one?.previous)).toEqual(['', chains[0]?.link, chains[1]?.link, '', chains[2]?.link])
    expect(chains[0]?.link).toBe(await linkOf('', { visit_id: 'visit', kind: 'photo', code: 'P2', item_id: 'i1', sha256: sent()[0]?.sha256 ?? '', taken_at, lat: 22.5, lng: 114.1 }))
  })
  it('a visit without a signature has nothing to chain', async () => {
    await enqueue('visit.sign', { visit_id: 'visit', reason: '客户不在', signer: '' }, about)
    expect(sent()[0]).not.toHaveProperty('chain')
  })
})
