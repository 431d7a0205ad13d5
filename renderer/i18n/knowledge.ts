export const es = {
  knowledge: { problem: { stopped: 'Se detuvo antes de terminar. Los vectores anteriores siguen sirviendo y nada se perdió; continuará donde quedó' } },
  answer_cache: { problem: { hit_not_found: 'Ese acierto ya no está: los que nadie juzgó se borran a los 30 días' } },
}

export const en = {
  knowledge: { problem: { stopped: 'It was stopped before it ended. The earlier vectors still serve and nothing is lost; it goes on where it was' } },
  answer_cache: { problem: { hit_not_found: 'That hit is no longer there: those that nobody judged are deleted after 30 days' } },
}
