# The usual names for what is in Scripts/.
PREFIX ?= /usr/local
SECONDS ?= 60
SIZE ?= 1G
FLOWS ?= 40

all:
	Scripts/build

test:
	Scripts/test

reports:
	Scripts/reports

format:
	Scripts/format

fuzz:
	Scripts/fuzz -s $(SECONDS)

bench:
	Scripts/bench $(SIZE) $(FLOWS)

bench-growth:
	Scripts/bench-growth

bench-stages:
	swift package --package-path Benchmarks benchmark

bench-update:
	Scripts/count-instructions --update

install:
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" Scripts/install

clean:
	rm -rf .build

.PHONY: all test reports format fuzz bench bench-growth bench-stages bench-update install clean
