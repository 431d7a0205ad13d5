import type { Turn } from './conversations.ts'

const samplesPerSecond = 8_000
/** Tones of the two speakers, Hz: low for the agent, high for whoever answered, the second tone a fifth above the first. */
const tones = { agent: [220, 330], user: [392, 588], tool: [0, 0] } as const

/**
 * A recording of a practice call: nobody speaks, but where the agent or the person does, two tones of theirs sound, so that
 * player, waveform and transcript can be seen to run together.
 * @param channels 1 mixes both; 2 puts the agent left and the person right.
 * @returns a WAV file, 8 bits, 8 kHz.
 */
export function recordingOf(turns: readonly Turn[], durationMs: number, channels: 1 | 2): Buffer {
  const samples = Math.round((durationMs / 1000) * samplesPerSecond)
  const file = Buffer.alloc(44 + samples * channels, 128)
  writeHeader(file, samples, channels)
  for (const turn of turns) {
    if (turn.role === 'tool') continue
    const [first, last] = [Math.round(turn.start * samplesPerSecond), Math.min(samples, Math.round(turn.end * samplesPerSecond))]
    const middle = (first + last) / 2
    const channel = channels === 2 && turn.role === 'user' ? 1 : 0
    for (let sample = first; sample < last; sample++) {
      const hertz = tones[turn.role][sample < middle ? 0 : 1]
      file[44 + sample * channels + channel] = 128 + Math.round(40 * Math.sin((2 * Math.PI * hertz * sample) / samplesPerSecond))
    }
  }
  return file
}

/** The 44 bytes of a RIFF/WAVE header for PCM. */
function writeHeader(file: Buffer, samples: number, channels: number): void {
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(36 + samples * channels, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(channels, 22)
  file.writeUInt32LE(samplesPerSecond, 24)
  file.writeUInt32LE(samplesPerSecond * channels, 28)
  file.writeUInt16LE(channels, 32)
  file.writeUInt16LE(8, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(samples * channels, 40)
}
