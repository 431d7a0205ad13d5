import { anywhere, atStart } from './wording.ts'

/** Politeness, agreement and what belongs to no shop. */
export const smallTalkWordings = {
  greeting: anywhere(
    /hola|buenas|saludos|quiubo|hello|hi|hey/,
    /buenos dias|buen dia|buena tarde|buenas (tardes|noches)|que tal|que mas|good (morning|afternoon|evening)/,
  ),
  thanks: anywhere(
    /gracias|agradezco|agradecido|thanks/,
    /muy amable|thank you/,
  ),
  bye: anywhere(
    /chao|adios|bye|goodbye/,
    /hasta (luego|pronto|manana)|nos vemos|feliz (dia|tarde|noche)|see you/,
  ),
  yes: atStart(
    /sale(?= (mandame|mandeme|mandemel|va|pues|gracias)|$)/,
    /si|sii+|sip|claro|dale|obvio|bueno|listo|ok|okay|okey|vale|va|correcto|exacto|perfecto|aja|afirmativo|hagale|yes|yeah|yep|sure/,
    /right|correct/,
    /de una|por supuesto|de acuerdo|asi es|of course|go ahead/,
  ),
  no: atStart(
    /no|nop|nel|nada|negativo|ninguno|ninguna|tampoco|nope|none|nothing/,
    /para nada|mejor no/,
  ),
  media: anywhere(
    /te (envio|mando|adjunto) (una |la )?(foto|imagen|audio|nota de voz)/,
    /(foto|imagen|audio|nota de voz|video) (adjunt[oa])/,
    /puedo (enviar|mandar)(te|les)? (una |un )?(foto|imagen|audio)|mira (esta|la) (foto|imagen)/,
    /(picture|photo|image|voice note|audio) (attached)?/,
  ),
  off_topic: anywhere(
    /chiste|clima|presidente|futbol|partido|receta|poema|cancion|horoscopo|loteria|novia|novio|tarea|traduce|python|javascript|joke/,
    /weather|poem|recipe|football/,
    /va a llover|capital de|cuanto es \d+ (por|mas|menos) \d+$|codigo en/,
  ),
}
