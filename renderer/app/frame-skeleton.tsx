import { usePreferences } from './preferences.ts'
import { Mark } from './mark.tsx'

/** The frame without its contents, for the moment until the engine answers: nothing jumps when they arrive. */
export function FrameSkeleton() {
  const collapsed = usePreferences(preferences => preferences.railCollapsed)
  return (
    <div aria-busy="true" className="flex h-full">
      <div className={`shrink-0 border-r border-line p-2 ${collapsed ? 'w-[49px]' : 'w-48'}`}>
        <div className={`flex h-8 items-center ${collapsed ? 'justify-center' : 'px-2'}`}><Mark /></div>
      </div>
      <div className="flex-1"><div className="h-12 border-b border-line bg-surface" /></div>
    </div>
  )
}
