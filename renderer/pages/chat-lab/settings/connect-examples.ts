/** Stands for the local host where the page was not served by one. */
const chosenPort = 8080

/** How a program chats with the agent, as it would be typed. The desktop's window has no local host of its own: there one is started first. */
export function connectExamples({ protocol, host }: { protocol: string, host: string }): { name: 'serve' | 'socket' | 'http', text: string }[] {
  const served = protocol === 'http:' || protocol === 'https:'
  const at = served ? host : `127.0.0.1:${chosenPort}`
  const secure = protocol === 'https:' ? 's' : ''
  return [
    ...(served ? [] : [{ name: 'serve' as const, text: `vocero serve --port ${chosenPort}` }]),
    { name: 'socket', text: `const socket = new WebSocket('ws${secure}://${at}/ws/chat/my-chat-1?key=KEY')\nsocket.onmessage = event => console.log(event.data)\nsocket.onopen = () => socket.send(JSON.stringify({ type: 'message', mensaje: 'Hola, ¿tienen cascos?' }))` },
    { name: 'http', text: `curl http${secure}://${at}/chat/texto \\\n  -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\\n  -d '{"chat_id": "my-chat-1", "mensaje": "Hola, ¿tienen cascos?"}'` },
  ]
}
