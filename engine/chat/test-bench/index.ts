import type { AnyJob, JobControl } from '../../jobs/index.ts'
import { benchModelJob } from './bench-model.job.ts'
import { benchJob } from './bench.job.ts'
import { chatBenchApi } from './chat-bench.api.ts'
import { lookUpJob } from './look-up.job.ts'
import { lookUpIn } from './look-up.ts'
import type { BenchNeeds } from './needs.ts'
import { runEnd } from './run-end.ts'
import { openRuns } from './runs.ts'
import { openSuites } from './suites.ts'

/** Puts the test bench together: the job that plays conversations, and once there is a control of the runner, the routes. */
export function openTestBench(needs: BenchNeeds) {
  const end = runEnd(needs)
  const bench = benchJob({ resources: needs.resources, end })
  const lookUp = lookUpIn(needs)
  const lookUpFirst = lookUpJob({ lookUp, bench, end })
  const byModel = benchModelJob({ ...needs, lookUp, end })
  const jobs: readonly AnyJob[] = [bench, lookUpFirst, byModel]
  return {
    jobs,
    serve: (control: JobControl) => chatBenchApi(needs, { suites: openSuites(needs.database, needs.resources), runs: openRuns(needs, { control, jobs: { bench, lookUpFirst, byModel } }) }),
  }
}
