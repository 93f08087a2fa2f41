# SPDX-License-Identifier: GPL-2.0 OR MIT
# `make help` says what there is; what is built is in Kbuild.

KDIR ?= /lib/modules/$(shell uname -r)/build
VERSION := 0.1.0

# KDIR's, which need not run.
release = $$(sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h)

.DEFAULT_GOAL := modules
.PHONY: modules modules_install install dkms clean clean-cache help

modules: need-headers
	$(MAKE) -C $(KDIR) M=$(CURDIR) CONFIG_HPALLOC=m modules

# Without a key of the kernel's maker nothing can be signed.
modules_install: need-headers
	$(MAKE) -C $(KDIR) M=$(CURDIR) CONFIG_HPALLOC=m CONFIG_MODULE_SIG_ALL= modules_install

# Kbuild runs depmod only where there is a System.map.
install: modules
	$(MAKE) modules_install
	depmod -b "$(INSTALL_MOD_PATH)/" $(release)

# Rebuilds the module whenever a new kernel is installed.
dkms: need-headers
	@command -v dkms >/dev/null || { echo "hpalloc: no dkms: apt install dkms" >&2; exit 1; }
	dkms status hpalloc/$(VERSION) | grep -q . || dkms add $(CURDIR)
	dkms install hpalloc/$(VERSION) -k $(release)

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
