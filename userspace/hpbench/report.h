/* SPDX-License-Identifier: GPL-2.0 OR MIT */
#ifndef HPBENCH_REPORT_H
#define HPBENCH_REPORT_H

/** hp_report_main() - the command report */
int hp_report_main(int argc, char **argv);

#endif /* HPBENCH_REPORT_H */
