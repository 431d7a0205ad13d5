import { classNames } from './class-names.ts'

/** A grey place holder that appears after 150 ms. Give it its size by class. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('skeleton', className ?? 'h-4 w-full')} />
}

export function SkeletonLines({ lines = 4 }: { lines?: number }) {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      {Array.from({ length: lines }, (_, index) => <Skeleton key={index} className={index % 3 === 2 ? 'h-4 w-2/3' : 'h-4 w-full'} />)}
    </div>
  )
}
