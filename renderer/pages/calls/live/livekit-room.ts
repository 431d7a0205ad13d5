import { ConnectionError, ConnectionErrorReason, DisconnectReason, Room as LiveKitRoom, RoomEvent, Track, type RemoteTrack } from 'livekit-client'
import { RoomProblem, type Room } from './listening.ts'

/** Ends of the room itself rather than of our way to it. */
const roomIsOver: ReadonlySet<DisconnectReason | undefined> = new Set([DisconnectReason.ROOM_DELETED, DisconnectReason.ROOM_CLOSED, DisconnectReason.PARTICIPANT_REMOVED])

/** The provider gives leave to speak within this long, or not at all; milliseconds. */
const leaveMs = 5_000

/** Waits until the listener may be heard. @throws when the leave does not come. */
function mayPublish(room: LiveKitRoom): Promise<void> {
  const may = () => room.localParticipant.permissions?.canPublish === true
  if (may()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const end = (then: () => void) => {
      clearTimeout(timer)
      room.off(RoomEvent.ParticipantPermissionsChanged, look)
      then()
    }
    const look = () => { if (may()) end(resolve) }
    const timer = setTimeout(() => end(() => reject(new Error('The room does not let the listener speak'))), leaveMs)
    room.on(RoomEvent.ParticipantPermissionsChanged, look)
  })
}

/** A room of LiveKit, of which only the sound is taken. */
export function livekitRoom(): Room {
  const room = new LiveKitRoom()
  const players = new Set<HTMLMediaElement>()
  let muted = false
  const attach = (track: RemoteTrack) => {
    if (track.kind !== Track.Kind.Audio) return
    const player = track.attach()
    player.muted = muted
    players.add(player)
  }
  const detach = (track: RemoteTrack) => { for (const player of track.detach()) players.delete(player) }
  return {
    async join(url, token, events) {
      room
        .on(RoomEvent.TrackSubscribed, attach)
        .on(RoomEvent.TrackUnsubscribed, detach)
        .on(RoomEvent.Reconnecting, () => events.lost())
        .on(RoomEvent.Reconnected, () => events.back())
        .on(RoomEvent.AudioPlaybackStatusChanged, () => events.blocked(!room.canPlaybackAudio))
        .on(RoomEvent.Disconnected, reason => events.ended(roomIsOver.has(reason) ? 'over' : 'cut'))
      try {
        await room.connect(url, token)
      } catch (error) {
        const refused = error instanceof ConnectionError && error.reason === ConnectionErrorReason.NotAllowed
        throw new RoomProblem(refused ? 'refused' : 'unreachable', { cause: error })
      }
    },
    async leave() {
      await room.disconnect()
      players.clear()
    },
    mute(silent) {
      muted = silent
      for (const player of players) player.muted = silent
    },
    play: () => room.startAudio(),
    async askMicrophone() {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
        for (const track of stream.getTracks()) track.stop()
        return true
      } catch {
        return false
      }
    },
    async speak() {
      // The provider upgrades the listener in its own time after it said yes.
      await mayPublish(room)
      await room.localParticipant.setMicrophoneEnabled(true)
    },
  }
}
