import type Gcoord from 'gcoord'
import { recall, remember } from '@shared/session/memory'
import type { Visit } from '../../offline/shapes'

/** The maps that a technician may drive by. `system`: Android asks which of its apps it shall be. */
export type MapApp = 'amap' | 'baidu' | 'tencent' | 'apple' | 'google' | 'system'
export type Platform = 'ios' | 'android' | 'other'
export type Goal = Pick<Visit, 'address' | 'lat' | 'lng' | 'customer_name'>

const KEY = 'pg.navigator'
const offered: Record<Platform, readonly MapApp[]> = {
  ios: ['apple', 'amap', 'baidu', 'tencent', 'google'],
  android: ['amap', 'baidu', 'tencent', 'google', 'system'],
  other: ['amap', 'baidu', 'tencent', 'apple', 'google'],
}
/** Without a place these can still look for the address. */
const findsAddress: readonly MapApp[] = ['amap', 'baidu', 'apple', 'google', 'system']

export function platformOf(agent: string = navigator.userAgent): Platform {
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios'
  return /Android/.test(agent) ? 'android' : 'other'
}

export const lastChoice = (): MapApp | null => recall(KEY) as MapApp | null
export const keepChoice = (app: MapApp): void => remember(KEY, app)

/** What this phone may be asked to open, the last choice first; before that the one that is surely on it or that most have. */
export function appsFor(goal: Goal, platform: Platform, last: MapApp | null): MapApp[] {
  const apps = offered[platform].filter((app) => goal.lat !== null || (goal.address !== '' && findsAddress.includes(app)))
  return last && apps.includes(last) ? [last, ...apps.filter((app) => app !== last)] : apps
}

/** Chinese maps shift every place of the mainland by some hundred metres; Hong Kong, Macau and Taiwan stay. */
const unshifted = [[22.13, 113.82, 22.515, 114.45], [22.1, 113.52, 22.22, 113.61], [21.8, 119.2, 25.4, 122.2]] as const
const isShifted = (lat: number, lng: number): boolean => !unshifted.some(([south, west, north, east]) => lat >= south && lat <= north && lng >= west && lng <= east)

/** The place as Chinese maps count it (GCJ-02), to a decimetre: "lat,lng". */
function chinese({ lat, lng }: Goal, gcoord: typeof Gcoord): [lat: number, lng: number] {
  const at: [number, number] = [Number(lng), Number(lat)]
  const [x, y] = isShifted(at[1], at[0]) ? gcoord.transform(at, gcoord.WGS84, gcoord.GCJ02) : at
  return [Number(y.toFixed(6)), Number(x.toFixed(6))]
}

/**
 * The link that opens this app at the goal. On a phone Amap and Baidu are opened as apps, which needs no signal; `web`
 * asks for their pages, for a phone that lacks the app.
 */
export function linkTo(app: MapApp, goal: Goal, platform: Platform, gcoord: typeof Gcoord, web = false): string {
  return goal.lat === null || goal.lng === null ? byAddress(app, goal) : byPlace(app, goal, web ? 'other' : platform, gcoord)
}

function byPlace(app: MapApp, goal: Goal, platform: Platform, gcoord: typeof Gcoord): string {
  const [lat, lng] = chinese(goal, gcoord)
  const name = encodeURIComponent(goal.customer_name)
  const amap = `sourceApplication=paigong&dlat=${lat}&dlon=${lng}&dname=${name}&dev=0&t=0`
  const baidu = `destination=${encodeURIComponent(`latlng:${lat},${lng}|name:${goal.customer_name}`)}&coord_type=gcj02&mode=driving`
  const links: Record<MapApp, Record<Platform, string> | string> = {
    amap: {
      ios: `iosamap://path?${amap}`, android: `amapuri://route/plan/?${amap}`,
      other: `https://uri.amap.com/navigation?to=${lng},${lat},${name}&mode=car&src=paigong&callnative=1`,
    },
    baidu: {
      ios: `baidumap://map/direction?${baidu}&src=ios.paigong.phone`, android: `bdapp://map/direction?${baidu}&src=andr.paigong.phone`,
      other: `https://api.map.baidu.com/marker?location=${lat},${lng}&title=${name}&content=${encodeURIComponent(goal.address)}&coord_type=gcj02&output=html&src=webapp.paigong.phone`,
    },
    tencent: `https://apis.map.qq.com/uri/v1/routeplan?type=drive&to=${name}&tocoord=${lat},${lng}&coord_type=2&referer=paigong`,
    apple: `https://maps.apple.com/?daddr=${lat},${lng}&dirflg=d`,
    google: `https://www.google.com/maps/dir/?api=1&destination=${goal.lat},${goal.lng}&travelmode=driving&dir_action=navigate`,
    system: `geo:${goal.lat},${goal.lng}?q=${goal.lat},${goal.lng}(${name})`,
  }
  const link = links[app]
  return typeof link === 'string' ? link : link[platform]
}

/** The place is not known yet: the map looks for the address. */
function byAddress(app: MapApp, goal: Goal): string {
  const address = encodeURIComponent(goal.address)
  const links: Partial<Record<MapApp, string>> = {
    baidu: `https://api.map.baidu.com/geocoder?address=${address}&output=html&src=webapp.paigong.phone`,
    apple: `https://maps.apple.com/?daddr=${address}&dirflg=d`,
    google: `https://www.google.com/maps/dir/?api=1&destination=${address}&travelmode=driving&dir_action=navigate`,
    system: `geo:0,0?q=${address}`,
  }
  return links[app] ?? `https://uri.amap.com/search?keyword=${address}&src=paigong&callnative=1`
}
