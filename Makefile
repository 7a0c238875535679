# Osprey. `make` builds the application folder target/osprey; `make help` lists the targets.

SCN  ?= scenarios/basics/tour.scn
ARGS ?=
JMH  ?=
TESTS ?= ArchitectureTest,TidyTest,HotMethodTest,osprey/engine/*Test

MVN    := mvn -B -ntp
QUIET  := $(MVN) -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
OSPREY := target/osprey/bin/osprey

# The newest input of the application; the build is skipped when it is older than this stamp.
STAMP   := target/osprey/lib/jdk
SOURCES := pom.xml $(shell find src/main -type f 2>/dev/null | sed 's/[ ]/\\ /g')

# Maven may run on an older Java; javac and the tests need a JDK 25.
JDKS    := $(wildcard $(JAVA25_HOME)/bin/javac $(JAVA_HOME)/bin/javac /usr/lib/jvm/*/bin/javac \
             /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/javac $(HOME)/.sdkman/candidates/java/*/bin/javac)
JDK25   := $(firstword $(foreach javac,$(JDKS),$(if $(shell grep -s '^JAVA_VERSION="25[".]' '$(javac:/bin/javac=)/release'),$(javac:/bin/javac=))))
ON25    := JAVA_HOME='$(JDK25)' $(MVN)

.DEFAULT_GOAL := build
.PHONY: build help jdk25 run repl tui hw check test bench mutate dist format clean

build: $(STAMP) ## build target/osprey/bin/osprey (the default)

$(STAMP): $(SOURCES) | jdk25
	@$(QUIET) -Dmaven.test.skip=true package
	@touch $@ && echo 'built $(OSPREY)'

jdk25:
	@command -v mvn >/dev/null || { echo 'osprey: needs Apache Maven: install it, then run make again.' >&2; exit 2; }
	@[ -n '$(JDK25)' ] || { echo 'osprey: needs a JDK 25, and found none: install one, or set JAVA25_HOME to its directory.' >&2; exit 2; }

run: build ## run a scenario: make run SCN=path ARGS='--report'
	@$(OSPREY) run '$(SCN)' $(ARGS)

repl: build ## debug a scenario in the terminal: make repl SCN=path
	@$(OSPREY) repl '$(SCN)' $(ARGS)

tui: build ## watch a scenario on panels: make tui SCN=path
	@$(OSPREY) tui '$(SCN)' $(ARGS)

hw: build ## run a scenario on this machine's own kernel: make hw SCN=path
	@$(OSPREY) run --hw '$(SCN)' $(ARGS)

test: jdk25 ## everything CI runs: compile, all tests, the application
	$(MVN) verify $(ARGS)

check: jdk25 ## the quick tests; TESTS=Pattern,Pattern picks others
	$(MVN) test -Dtest='$(TESTS)' -Dsurefire.failIfNoSpecifiedTests=false $(ARGS)

bench: jdk25 ## benchmarks: make bench BENCH=EventQueue, JMH='-i 3' for its options; BENCH=ratios compares in one run
	$(MVN) -q toolchains:select-jdk-toolchain test-compile exec:exec@bench $(if $(filter ratios,$(BENCH)),-Dbench.main=osprey.bench.Ratios -Dbench=all,-Dbench='$(or $(BENCH),.*)' -Dbench.args='-rf json -rff target/jmh.json $(JMH)') $(ARGS)

mutate: jdk25 ## mutation tests of engine and kernel (slow)
	$(ON25) test-compile pitest:mutationCoverage $(ARGS)

dist: build ## pack the application folder into target/osprey.tar.gz
	@tar -czf target/osprey.tar.gz -C target osprey && echo 'packed target/osprey.tar.gz'

format: jdk25 ## rewrite the sources in google-java-format
	$(QUIET) test -Dtest=TidyTest -Dtidy.fix=true

clean: ## remove everything that was built
	@rm -rf target

help: ## list the targets
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 10
