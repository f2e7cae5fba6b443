let speaker: AudioContext | undefined

/** A short note and a buzz: a hit is heard and felt with the eyes on the work; a doubt sounds lower, twice. */
export function signalHit(good: boolean): void {
  navigator.vibrate?.(good ? 60 : [120, 80, 120])
  try {
    if (good) play([0], 1320)
    else play([0, 0.18], 330)
  } catch {
    // No sound on this phone: the words on the screen say the same.
  }
}

function play(starts: readonly number[], pitch: number): void {
  speaker ??= new AudioContext()
  void speaker.resume()
  for (const start of starts) note(speaker, pitch, start)
}

function note(context: AudioContext, pitch: number, delay: number): void {
  const tone = context.createOscillator()
  const volume = context.createGain()
  const start = context.currentTime + delay
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0.12, start)
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.12)
  tone.connect(volume).connect(context.destination)
  tone.start(start)
  tone.stop(start + 0.13)
}
