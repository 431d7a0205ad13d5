import { zoneTime } from '../zone-time.ts'

/** A round's place in time: the local day it belongs to, its time of day as written in the policy, and its moment. */
export interface RoundSlot { readonly day: number; readonly slot: string; readonly dueAt: number }

/** A round that is later than this was missed, not late: the computer slept or Vocero was closed. Milliseconds. */
export const lateAfterMs = 15 * 60_000

/**
 * From when on a round counts as missed, by a clock that passes `speed` times as fast as real time. At full speed a quarter of
 * an hour is less than a second: a busy machine is late by that much without ever having slept.
 */
export function lateAfter(speed: number): number {
  return Math.max(lateAfterMs, 5_000 * speed)
}

/**
 * The rounds of a local day, in order.
 * @param slots times of day, HH:mm. @param day days since 1970-01-01 in the zone.
 */
export function slotsOfDay(slots: readonly string[], zone: string, day: number): RoundSlot[] {
  const time = zoneTime(zone)
  return slots.toSorted().map((slot) => ({ day, slot, dueAt: time.momentOf(day, minutesOf(slot) * 60_000) }))
}

/** The first round due after a moment. */
export function nextSlot(slots: readonly string[], zone: string, after: number): RoundSlot {
  const today = zoneTime(zone).dayAt(after)
  const next = [...slotsOfDay(slots, zone, today), ...slotsOfDay(slots, zone, today + 1), ...slotsOfDay(slots, zone, today + 2)].find((slot) => slot.dueAt > after)
  if (next === undefined) throw new RangeError('A policy needs at least one round a day')
  return next
}

export interface DayShare {
  readonly debtorsPerDay: number
  /** Debtors called today or chosen by a round of today, and the share of rounds a person let pass. */
  readonly taken: number
  /** Rounds of today that have not chosen yet, this one included. */
  readonly roundsLeft: number
}

/** How many debtors a round chooses: an even part of what the day still allows, the earlier rounds taking what does not divide. */
export function roundTarget({ debtorsPerDay, taken, roundsLeft }: DayShare): number {
  return Math.ceil(Math.max(0, debtorsPerDay - taken) / Math.max(1, roundsLeft))
}

function minutesOf(slot: string): number {
  return Number(slot.slice(0, 2)) * 60 + Number(slot.slice(3, 5))
}
