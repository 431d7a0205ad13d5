import type { Action, ActionDraft, McpServer, Target } from '../../../engine/contract/actions.ts'
import type { ActionKind } from '../../../db/values.ts'

const newTargets: Record<ActionKind, Target> = {
  webhook: { kind: 'webhook', url: '', allowPrivate: false },
  mcp: { kind: 'mcp', server: { transport: 'stdio', command: '', args: [], variables: [] }, tool: '', timeoutSeconds: 30, repeatable: false },
}
export const newServers: Record<McpServer['transport'], McpServer> = {
  stdio: { transport: 'stdio', command: '', args: [], variables: [] },
  http: { transport: 'http', url: '', allowPrivate: false, headers: [] },
}

/** What the editor begins with. */
export function startDraft(action: Action | null): ActionDraft {
  if (action === null) return { name: '', enabled: true, practice: false, triggers: [], target: newTargets.webhook, template: '' }
  const { name, enabled, practice, triggers, target, template } = action
  return { name, enabled, practice, triggers, target, template }
}

/** Another kind begins anew; its template is replaced only when nobody has touched the one of the kind before. */
export function withKind(draft: ActionDraft, kind: ActionKind, starts: Readonly<Record<ActionKind, string>>): ActionDraft {
  if (draft.target.kind === kind) return draft
  const untouched = draft.template.trim() === '' || draft.template === starts[draft.target.kind]
  return { ...draft, target: newTargets[kind], template: untouched ? starts[kind] : draft.template }
}

/** True when nothing is missing that the engine would refuse without. */
export function isComplete({ name, triggers, target, template }: ActionDraft): boolean {
  if (name.trim() === '' || triggers.length === 0 || template.trim() === '') return false
  if (target.kind === 'webhook') return isAddress(target.url)
  return target.tool.trim() !== '' && isServerComplete(target.server)
}

export function isServerComplete(server: McpServer): boolean {
  return server.transport === 'http' ? isAddress(server.url) : server.command.trim() !== ''
}

export function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** Names out of a text in which they stand between commas or spaces, each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
}
