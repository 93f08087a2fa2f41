// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The workers of a run, and what they need. */

#include "run.h"

/* Only the first one takes turns in which sizes differ. */
static int hire_script(struct hp_run *run, unsigned int nr)
{
	u32 slots = hp_run_traced(&run->result->config);

	return nr || !slots ? 0 : hp_script_hire(&run->workers[nr].script, slots);
}

static int hire(struct hp_run *run, unsigned int nr)
{
	struct hp_worker *worker = &run->workers[nr];
	u64 count = run->result->config.count;

	worker->run = run;
	worker->nr = nr;
	worker->slots.live = run->live + nr * count;
	worker->index = hp_bench_zalloc(count * sizeof(*worker->index));
	worker->inbox = hp_bench_zalloc(sizeof(*worker->inbox));
	worker->hist = hp_bench_zalloc(sizeof(*worker->hist));
	run->inboxes[nr] = worker->inbox;
	if (!worker->index || !worker->inbox || !worker->hist)
		return -ENOMEM;
	return hire_script(run, nr);
}

/* Blocks that are live at once, of all workers. */
static u64 most_live(const struct hp_bench_config *config)
{
	return max_t(u64, hp_config_live(config), hp_run_traced(config));
}

static bool gets_cold(const struct hp_bench_config *config)
{
	unsigned int i;

	for (i = 0; i < hp_nr_workloads; i++)
		if (config->workloads >> i & 1 &&
		    hp_workload_takes(hp_workloads[i].workload, HP_STEP_COOL))
			return true;
	return false;
}

u64 hp_run_need(const struct hp_bench_config *config)
{
	const struct hp_worker *worker;
	u64 each = sizeof(*worker) + sizeof(worker->inbox) + sizeof(*worker->inbox) +
		   sizeof(*worker->hist) + config->count * sizeof(*worker->index);

	return config->cpus * each + most_live(config) * sizeof(void *) +
	       hp_run_traced(config) * HP_SCRIPT_BYTES +
	       (gets_cold(config) ? HP_COLD_BYTES : 0);
}

int hp_run_hire(struct hp_run *run)
{
	const struct hp_bench_config *config = &run->result->config;
	unsigned int i;
	int err = 0;

	run->workers = hp_bench_zalloc(config->cpus * sizeof(*run->workers));
	run->live = hp_bench_zalloc(most_live(config) * sizeof(*run->live));
	run->inboxes = hp_bench_zalloc(config->cpus * sizeof(*run->inboxes));
	if (!run->workers || !run->live || !run->inboxes)
		return -ENOMEM;

	run->nr_workers = config->cpus;
	for (i = 0; i < run->nr_workers && !err; i++)
		err = hire(run, i);
	return err;
}

void hp_run_dismiss(struct hp_run *run)
{
	unsigned int i;

	for (i = 0; i < run->nr_workers; i++) {
		hp_bench_zfree(run->workers[i].index);
		hp_bench_zfree(run->workers[i].inbox);
		hp_bench_zfree(run->workers[i].hist);
		hp_script_dismiss(&run->workers[i].script);
	}
	hp_bench_zfree(run->workers);
	hp_bench_zfree(run->live);
	hp_bench_zfree(run->inboxes);
	hp_bench_zfree(run->other);
	run->nr_workers = 0;
}
