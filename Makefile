# The usual names for what is in Scripts/.
PREFIX ?= /usr/local

all:
	Scripts/build

test:
	Scripts/test

reports:
	Scripts/reports

format:
	Scripts/format

install:
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" Scripts/install

clean:
	rm -rf .build

.PHONY: all test reports format install clean
