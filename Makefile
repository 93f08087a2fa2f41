# SPDX-License-Identifier: GPL-2.0 OR MIT
# `make help` says what there is; what is built is in Kbuild.

KDIR ?= /lib/modules/$(shell uname -r)/build
VERSION := 0.1.0

.DEFAULT_GOAL := modules
.PHONY: modules modules_install install dkms clean clean-cache help

modules: need-headers
	$(MAKE) -C $(KDIR) M=$(CURDIR) CONFIG_HPALLOC=m modules

modules_install: need-headers
	$(MAKE) -C $(KDIR) M=$(CURDIR) CONFIG_HPALLOC=m modules_install

install: modules
	$(MAKE) modules_install
	depmod

# Rebuilds the module whenever a new kernel is installed.
dkms:
	dkms add $(CURDIR)
	dkms install hpalloc/$(VERSION)

.PHONY: need-headers
need-headers:
	@test -e $(KDIR)/Makefile || { \
		echo "hpalloc: no kernel headers in $(KDIR):" \
		     "apt install linux-headers-$$(uname -r), or KDIR=" \
		     "(or make bench, which needs none)" >&2; \
		exit 1; \
	}

clean:
	rm -rf out
	find . -path ./.git -prune -o \( -name '*.o' -o -name '*.ko' -o -name '*.mod' \
		-o -name '*.mod.c' -o -name '.*.cmd' -o -name '.*.d' -o -name '.module-common.o' \
		-o -name 'modules.order' -o -name 'Module.symvers' \) -exec rm -f {} +

clean-cache:
	rm -rf "$${XDG_CACHE_HOME:-$$HOME/.cache}/hpalloc"

help:
	@cat tools/help

include tools/run.mk
