# SPDX-License-Identifier: GPL-2.0 OR MIT
# `make help` says what there is; what is built is in Kbuild.

KDIR ?= /lib/modules/$(shell uname -r)/build
DKMS ?= dkms

# KDIR's, which need not run.
release = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' "$(KDIR)/include/generated/utsrelease.h")
# The one that made the kernel, unless told otherwise.
compiler = $(if $(LLVM)$(filter command,$(origin CC)),,$(shell tools/kernel-compiler "$(KDIR)"))

kbuild = -C $(KDIR) M=$(CURDIR) $(compiler)
# Kbuild would take it from KDIR, depmod from here.
install_path := $(if $(INSTALL_MOD_PATH),$(abspath $(INSTALL_MOD_PATH)))

.DEFAULT_GOAL := modules
.PHONY: modules modules_install install dkms need-kernel readable-modules clean clean-cache help

modules: need-kernel
	$(MAKE) $(kbuild) modules

# Modules are there for everybody to read, whatever root's umask is. Without a
# key of the kernel's maker nothing can be signed.
modules_install: readable-modules
	umask 022
	$(MAKE) $(kbuild) INSTALL_MOD_PATH=$(install_path) CONFIG_MODULE_SIG_ALL= modules_install

readable-modules: need-kernel $(if $(filter install,$(MAKECMDGOALS)),modules)
	find . -name '*.ko' -exec chmod a+r {} +

# Kbuild runs depmod only where there is a System.map.
install: modules_install
	umask 022
	depmod -b "$(install_path)/" $(release)

# Rebuilds the module whenever a new kernel is installed.
dkms: modules
	tools/dkms "$(DKMS)" "$(KDIR)" $(release)

need-kernel:
	@tools/need-kernel "$(KDIR)" "$(CURDIR)" "$(INSTALL_MOD_PATH)"

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
