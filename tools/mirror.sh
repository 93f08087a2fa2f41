# SPDX-License-Identifier: GPL-2.0 OR MIT
# shellcheck shell=bash
# Sourced where Debian packages are fetched.

# The machine's own mirror of Debian.
mirror() {
	# shellcheck disable=SC2016 # apt's
	apt-get indextargets --format '$(REPO_URI)' \
		'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1 | grep . ||
		die "no Debian mirror in apt's configuration: add one and run apt-get update, or set KERNEL_SRC="
}
