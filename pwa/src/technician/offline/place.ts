/** Where the phone is (WGS-84), if it may and can say so quickly; work never waits for it. */
export function place(): Promise<{ lat?: number; lng?: number }> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve({})
    const give = setTimeout(() => resolve({}), 4_000)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { clearTimeout(give); resolve({ lat: coords.latitude, lng: coords.longitude }) },
      () => { clearTimeout(give); resolve({}) },
      { timeout: 3_500, maximumAge: 60_000, enableHighAccuracy: false },
    )
  })
}
