/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_RESULTS_H
#define HPBENCH_RESULTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * DOC: results
 *
 * What a file of results says: of one run, in the kernel or in user space, or
 * of several that were merged (merge.h). The layout is google-benchmark's:
 * an object "context", and an array "benchmarks" of entries. All memory is the
 * results', and goes with them. A number that is not there is a NAN.
 */

/* Files of a higher "format" are a later hpbench's. Those before 1 say none. */
#define HP_RESULTS_FORMAT	1

/* Names of files in a directory of a run. */
#define HP_RESULTS_JSON		"results.json"
#define HP_RESULTS_HISTOGRAMS	"histograms.csv"

/**
 * enum hp_entry_kind - what an entry is about
 * @HP_ENTRY_ROW: a contender in a row of a workload
 * @HP_ENTRY_FLOOR: what a part of allocators costs
 * @HP_ENTRY_TIMER: the clock that single operations are timed with
 */
enum hp_entry_kind {
	HP_ENTRY_ROW,
	HP_ENTRY_FLOOR,
	HP_ENTRY_TIMER,
};

/**
 * struct hp_versus - how many times faster an entry is than one of the same row
 * @base: the other contender
 * @ratio: its time divided by the entry's: above 1, the entry is faster
 * @low: of the interval of @ratio; NAN if there is none
 * @high: likewise
 *
 * The interval of a single run is valid within that run only.
 */
struct hp_versus {
	const char *base;
	double ratio;
	double low;
	double high;
};

/**
 * struct hp_bucket - operations that took about the same time
 * @low: the shortest time, in ns
 * @high: the longest time, in ns
 * @samples: how many operations
 */
struct hp_bucket {
	double low;
	double high;
	uint64_t samples;
};

/**
 * struct hp_ticks - a bucket of a single run, as the clock counted
 * @low: the shortest time, in ticks
 * @high: the longest time, in ticks
 * @samples: how many operations
 */
struct hp_ticks {
	uint64_t low;
	uint64_t high;
	uint64_t samples;
};

/**
 * struct hp_entry - a result, or the reason why there is none
 * @kind: what it is about; the next four are of rows only
 * @name: "WORKLOAD[.ROW]/CONTENDER/BYTES/COUNT", "floor/NAME", or "timer"
 * @row: the workload's row, as in "shuffle.free"; of floors the name; else ""
 * @contender: the contender; else ""
 * @block_size: bytes of a block
 * @count: blocks, as configured
 * @error: why there is no result, and then there are no figures; else NULL
 * @ns: time of an operation: the median of repeats, or of runs if merged
 * @versus: against contenders of the same row
 * @nr_versus: how many
 * @samples: of a single run the times of its repeats, in ns; NULL if merged
 * @nr_samples: how many
 * @runs: if merged the median of each run, in ns; else NULL
 * @nr_runs: how many
 * @within: if merged, (max - min) / median of the repeats of a run, in percent,
 *          the median over runs
 * @between: if merged, (max - min) / median of @runs, in percent
 * @histogram: if merged, single operations; else NULL
 * @nr_buckets: how many
 * @ticks: of a single run that came with its histograms.csv; else NULL
 * @nr_ticks: how many
 * @tick_ps: what a tick is, in picoseconds
 * @json: all of it, also what has no field here; see hp_entry_number()
 */
struct hp_entry {
	enum hp_entry_kind kind;
	const char *name;
	const char *row;
	const char *contender;
	uint64_t block_size;
	uint64_t count;
	const char *error;
	double ns;
	struct hp_versus *versus;
	size_t nr_versus;
	double *samples;
	size_t nr_samples;
	double *runs;
	size_t nr_runs;
	double within;
	double between;
	struct hp_bucket *histogram;
	size_t nr_buckets;
	struct hp_ticks *ticks;
	size_t nr_ticks;
	double tick_ps;
	json_t *json;
	char *parts;		/* private: what @row and @contender point into */
};

/**
 * struct hp_results - a file of results
 * @path: where it was read from, for messages
 * @runs: how many runs were merged; 1 if it is of a single one
 * @merged: it is of several runs, even if that is 1
 * @comparable: nothing that takes time in every call was switched on
 * @context: what the figures depend on; strings by name, in the file's order
 * @entries: in the file's order; no two have the same name
 * @nr_entries: how many
 * @root: all of it
 */
struct hp_results {
	char *path;
	unsigned int runs;
	bool merged;
	bool comparable;
	json_t *context;
	struct hp_entry *entries;
	size_t nr_entries;
	json_t *root;
	struct hp_entry **by_name;	/* private: sorted */
};

/**
 * hp_results_load - read a file of results
 * @path: the file, or a directory with HP_RESULTS_JSON
 *
 * A HP_RESULTS_HISTOGRAMS in that directory, or beside a file called
 * HP_RESULTS_JSON, is read too.
 *
 * Return: the results, to be freed; NULL having said why (hp_say())
 */
struct hp_results *hp_results_load(const char *path);

/**
 * hp_results_parse - results from text
 * @text: JSON; need not end with a NUL
 * @len: its length
 * @path: where it is from, for messages
 *
 * Return: the results, to be freed; NULL having said why (hp_say())
 */
struct hp_results *hp_results_parse(const char *text, size_t len, const char *path);

/**
 * hp_results_from - results from JSON that is in memory
 * @root: the JSON, which is theirs from now on, whatever comes of it
 * @path: where it is from, for messages
 *
 * Return: the results, to be freed; NULL having said why (hp_say())
 */
struct hp_results *hp_results_from(json_t *root, const char *path);

/**
 * hp_results_save - write results to a file
 * @results: the results
 * @path: the file, replaced as a whole or not at all; "-": standard output
 *
 * An entry takes a line.
 *
 * Return: true; false having said why (hp_say())
 */
bool hp_results_save(const struct hp_results *results, const char *path);

/**
 * hp_results_add_histograms - the buckets of a single run
 * @results: of that run
 * @text: as of HP_RESULTS_HISTOGRAMS; need not end with a NUL
 * @len: its length
 * @path: where it is from, for messages
 *
 * Return: true; false having said why (hp_say()), and @results can only be freed
 */
bool hp_results_add_histograms(struct hp_results *results, const char *text, size_t len,
			       const char *path);

/**
 * hp_results_free - forget results
 * @results: may be NULL
 */
void hp_results_free(struct hp_results *results);

/**
 * hp_results_find - the entry of a name
 * @results: where to look
 * @name: as in &hp_entry.name
 *
 * Return: the entry, or NULL
 */
struct hp_entry *hp_results_find(const struct hp_results *results, const char *name);

/**
 * hp_results_fact - what the context says
 * @results: whose
 * @key: as in "kernel"
 *
 * Return: the string; "" if there is none
 */
const char *hp_results_fact(const struct hp_results *results, const char *key);

/**
 * hp_entry_number - a figure by its name in the file
 * @entry: whose
 * @key: as in "p99.9" or "memory_kb"
 *
 * Return: the number; NAN if there is none
 */
double hp_entry_number(const struct hp_entry *entry, const char *key);

/**
 * hp_entry_versus - how an entry compares with a contender
 * @entry: the entry
 * @base: the contender
 *
 * Return: that; NULL if it was not compared with it
 */
const struct hp_versus *hp_entry_versus(const struct hp_entry *entry, const char *base);

#endif /* HPBENCH_RESULTS_H */
