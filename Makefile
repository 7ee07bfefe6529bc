# The usual names for what is in Scripts/.
PREFIX ?= /usr/local
SECONDS ?= 60

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

install:
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" Scripts/install

clean:
	rm -rf .build

.PHONY: all test reports format fuzz install clean
