type Place = { lat?: number; lng?: number }

const FRESH_MS = 120_000
let last: { at: number; place: Place } | null = null

/** Where the phone is (WGS-84), if it may and can say so within `patience` ms; work never waits longer for it. */
export async function place(patience = 4_000): Promise<Place> {
  if (last && Date.now() - last.at < FRESH_MS) return last.place
  const asked = ask()
  const none = new Promise<Place>((resolve) => setTimeout(() => resolve({}), patience))
  return Promise.race([asked, none])
}

/** Asks the phone; an answer that comes late serves the next one who asks. */
function ask(): Promise<Place> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve({})
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        last = { at: Date.now(), place: { lat: coords.latitude, lng: coords.longitude } }
        resolve(last.place)
      },
      () => resolve({}),
      { timeout: 20_000, maximumAge: FRESH_MS },
    )
  })
}
