import { describe, expect, it } from 'vitest'
import { wayOf } from './way'

const android = 'Mozilla/5.0 (Linux; Android 14; 2201116SC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15'
const here = (agent: string, more: object = {}) => wayOf({ agent, touches: 5, installed: false, offered: false, ...more })

describe('the way to the home screen (R36)', () => {
  it('is one press where the browser has asked, else its menu', () => {
    expect(here(android, { offered: true })).toBe('offer')
    expect(here(android)).toBe('menu')
    expect(here(mac, { touches: 0 })).toBe('menu')
  })
  it('is the share sheet on an iPhone, and on an iPad that calls itself a Mac', () => {
    expect(here(iphone)).toBe('ios')
    expect(here(mac)).toBe('ios')
  })
  it('leads out of WeChat first, on any phone', () => {
    expect(here(`${android} MicroMessenger/8.0.49`, { offered: true })).toBe('wechat')
    expect(here(`${iphone} MicroMessenger/8.0.49`)).toBe('wechat')
  })
  it('is done when the app was opened from there', () => {
    expect(here(iphone, { installed: true })).toBe('none')
  })
})
