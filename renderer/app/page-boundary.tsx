import { RotateCw, TriangleAlert } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { i18n } from '../i18n/index.ts'

/** A page that fails leaves the frame standing: the person can open it again or go elsewhere. */
export class PageBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <EmptyState icon={TriangleAlert} title={i18n.t('problems.page')} body={i18n.t('problems.pageBody')}>
        <Button icon={RotateCw} onClick={() => this.setState({ failed: false })}>{i18n.t('problems.openAgain')}</Button>
      </EmptyState>
    )
  }
}
