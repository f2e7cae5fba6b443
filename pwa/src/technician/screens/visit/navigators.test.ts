import gcoord from 'gcoord'
import { beforeEach, describe, expect, it } from 'vitest'
import { appsFor, keepChoice, lastChoice, linkTo, platformOf, type Goal, type MapApp, type Platform } from './navigators'

/** Beside the Shenzhen office; in GCJ-02 it is 22.540106,113.958592 (by another program). */
const goal: Goal = { customer_name: '深港冷链', address: '深圳市南山区科技园 1 号', lat: 22.5431, lng: 113.9537 }
const NAME = '%E6%B7%B1%E6%B8%AF%E5%86%B7%E9%93%BE'
const link = (app: MapApp, platform: Platform = 'other', of: Goal = goal): string => linkTo(app, of, platform, gcoord)

describe('links into the navigators', () => {
  it.each<[MapApp, Platform, string]>([
    ['amap', 'ios', `iosamap://path?sourceApplication=paigong&dlat=LAT&dlon=LNG&dname=${NAME}&dev=0&t=0`],
    ['amap', 'android', `amapuri://route/plan/?sourceApplication=paigong&dlat=LAT&dlon=LNG&dname=${NAME}&dev=0&t=0`],
    ['amap', 'other', `https://uri.amap.com/navigation?to=LNG,LAT,${NAME}&mode=car&src=paigong&callnative=1`],
    ['baidu', 'ios', `baidumap://map/direction?destination=latlng%3ALAT%2CLNG%7Cname%3A${NAME}&coord_type=gcj02&mode=driving&src=ios.paigong.phone`],
    ['baidu', 'android', `bdapp://map/direction?destination=latlng%3ALAT%2CLNG%7Cname%3A${NAME}&coord_type=gcj02&mode=driving&src=andr.paigong.phone`],
    ['tencent', 'android', `https://apis.map.qq.com/uri/v1/routeplan?type=drive&to=${NAME}&tocoord=LAT,LNG&coord_type=2&referer=paigong`],
    ['apple', 'ios', 'https://maps.apple.com/?daddr=LAT,LNG&dirflg=d'],
    ['google', 'android', 'https://www.google.com/maps/dir/?api=1&destination=22.5431,113.9537&travelmode=driving&dir_action=navigate'],
    ['system', 'android', `geo:22.5431,113.9537?q=22.5431,113.9537(${NAME})`],
  ])('%s on %s', (app, platform, form) => {
    expect(link(app, platform)).toBe(form.replace('LAT', '22.540106').replace('LNG', '113.958592'))
  })

  it('the page stands in for the app that a phone lacks', () => {
    expect(linkTo('amap', goal, 'android', gcoord, true)).toBe(link('amap'))
    expect(link('baidu')).toContain('https://api.map.baidu.com/marker?location=22.540106,113.958592&')
  })

  it('shifts no place outside the mainland', () => {
    const there = { ...goal, lat: 22.3193, lng: 114.1694 }
    expect(link('apple', 'ios', there)).toContain('daddr=22.3193,114.1694&')
  })

  it('looks for the address while the place is not known, in the maps that can', () => {
    const nowhere = { ...goal, lat: null, lng: null }
    expect(appsFor(nowhere, 'android', null)).toEqual(['amap', 'baidu', 'google', 'system'])
    expect(appsFor({ ...nowhere, address: '' }, 'android', null)).toEqual([])
    for (const app of appsFor(nowhere, 'ios', null)) expect(link(app, 'ios', nowhere)).toContain(encodeURIComponent(goal.address))
  })
})

describe('the choice', () => {
  beforeEach(() => localStorage.clear())

  it('goes by the phone, and then by what was chosen last', () => {
    const iphone = platformOf('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')
    const android = platformOf('Mozilla/5.0 (Linux; Android 15; 23127PN0CC)')
    expect(appsFor(goal, iphone, lastChoice())[0]).toBe('apple')
    expect(appsFor(goal, android, lastChoice())).toEqual(['amap', 'baidu', 'tencent', 'google', 'system'])
    keepChoice('baidu')
    expect(appsFor(goal, android, lastChoice())).toEqual(['baidu', 'amap', 'tencent', 'google', 'system'])
  })

  it('forgets a choice that this phone does not have', () => {
    expect(appsFor(goal, 'ios', 'system')[0]).toBe('apple')
  })
})
