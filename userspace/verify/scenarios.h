/* SPDX-License-Identifier: GPL-2.0 OR MIT */

/* A magazine is of two blocks, a batch of one. Operations: see run_operation(). */
static const struct scenario scenarios[] = {
	{
		.name = "one CPU: alloc and free at each point of alloc and free",
		.start = { .depot = "0", .kept = { "12", "" }, .held = "3" },
		.cpu = { { "fa", "af", "3" }, { "", "", "" } },
	}, {
		.name = "one CPU: nested in a refill, three contexts",
		.start = { .depot = "015", .kept = { "", "" }, .held = "2" },
		.cpu = { { "aaf", "afa", "2" }, { "", "", "" } },
	}, {
		.name = "one CPU: nested in a flush, three contexts",
		.start = { .depot = "", .kept = { "01", "" }, .held = "256" },
		.cpu = { { "ff", "afaf", "256" }, { "", "", "" } },
	}, {
		.name = "one CPU: nested in bulk calls and a drain",
		.start = { .depot = "01", .kept = { "2", "" }, .held = "34" },
		.cpu = { { "AFd", "af", "34" }, { "", "", "" } },
	}, {
		.name = "two CPUs: refill against flush in one word",
		.start = { .depot = "0", .kept = { "", "12" }, .held = "34" },
		.cpu = { { "aa", "f", "3" }, { "f", "a", "4" } },
	}, {
		.name = "two CPUs: refill against flush in several words",
		.start = { .depot = "2", .kept = { "", "01" }, .held = "34" },
		.cpu = { { "aa", "f", "3" }, { "f", "a", "4" } },
	}, {
		.name = "two CPUs: refill against flush in two chunks",
		.start = { .depot = "05", .kept = { "", "16" }, .held = "27" },
		.cpu = { { "aa", "", "" }, { "ff", "", "27" } },
	}, {
		.name = "two CPUs: nested where hints are lowered, against a flush",
		.start = { .depot = "05", .kept = { "", "16" }, .held = "2" },
		.cpu = { { "a", "aa", "" }, { "f", "", "2" } },
	}, {
		.name = "two CPUs: nested where hints are down above two blocks just freed",
		.start = { .depot = "05", .kept = { "", "23" }, .held = "" },
		.cpu = { { "a", "aa", "" }, { "d", "", "" } },
	}, {
		.name = "two CPUs: hints lowered by both, a flush, an alloc nested in it",
		.start = { .depot = "", .kept = { "15", "" }, .held = "03" },
		.cpu = { { "ff", "a", "03" }, { "aa", "", "" } },
	}, {
		.name = "two CPUs: two frees into a word that is about to get its hints",
		.start = { .depot = "", .kept = { "", "18" }, .held = "029" },
		.cpu = { { "aa", "f", "0" }, { "f", "f", "29" } },
	}, {
		.name = "two CPUs: an NMI looks for what the other CPU is about to show",
		.start = { .depot = "0", .kept = { "", "12" }, .held = "3" },
		.cpu = { { "a", "aa", "" }, { "f", "a", "3" } },
	}, {
		.name = "two CPUs: both free in interrupts while both refill",
		.start = { .depot = "01", .kept = { "", "" }, .held = "25" },
		.cpu = { { "a", "f", "2" }, { "a", "f", "5" } },
	}, {
		.name = "two CPUs: exhaustion",
		.start = { .depot = "05", .kept = { "", "" }, .held = "" },
		.cpu = { { "aaf", "a", "" }, { "aaf", "a", "" } },
	}, {
		.name = "two CPUs: a drain against a refill",
		.start = { .depot = "5", .kept = { "01", "" }, .held = "2" },
		.cpu = { { "d", "f", "2" }, { "aa", "a", "" } },
	}, {
		.name = "two CPUs: bulk calls against each other",
		.start = { .depot = "05", .kept = { "1", "2" }, .held = "34" },
		.cpu = { { "AF", "a", "" }, { "FA", "a", "34" } },
	}, {
		.name = "two CPUs: what is reserved is there",
		.start = { .depot = "015", .kept = { "", "23" }, .held = "4" },
		.cpu = { { "aa", "a", "" }, { "fa", "a", "4" } },
		.reserved = 2,
	}, {
		.name = "a block freed twice, seen when it is drained",
		.start = { .depot = "01", .kept = { "", "23" }, .held = "4" },
		.cpu = { { "0d", "", "" }, { "fd", "", "4" } },
		.frees_twice = true,
	}, {
		.name = "a block freed twice, in a context that interrupts",
		.start = { .depot = "1", .kept = { "0", "" }, .held = "23" },
		.cpu = { { "df", "1", "2" }, { "fd", "", "3" } },
		.frees_twice = true,
	}, {
		.name = "a block freed by two CPUs",
		.start = { .depot = "", .kept = { "", "" }, .held = "01" },
		.cpu = { { "f", "f", "01" }, { "1", "a", "" } },
		.frees_twice = true,
	},
};
