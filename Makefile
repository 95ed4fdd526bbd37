# KeyinDesk: every verb. `make` lists them; each installs what it misses.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS   += --no-print-directory

# One set of flags for every Go command, so that they share one build cache.
# x11 spares Linux the Wayland headers; migrated_fynedo turns off Fyne's check
# of every call's thread, which this program no longer needs.
export GOFLAGS := -trimpath -buildvcs=false -tags=x11,migrated_fynedo
export PATH    := $(PATH):/usr/local/go/bin

# Everything but the window itself: it needs neither a C compiler nor a display.
HEADLESS = $$(go list -e ./... | grep -vx keyindesk)
# SQLite in Go would take ten times as long if it were watched for races too.
UNWATCHED = -gcflags='modernc.org/...=-race=false'
NEED     = @.ci/deps.sh

APP     := build/keyindesk$(if $(filter Windows_NT,$(OS)),.exe)
EXE     := build/keyindesk.exe
KILLS   ?= 2000
DAYS    ?= 2000
FUZZTIME ?= 30s
EXPORT_ROWS ?= 1000000
LINTER  := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: help
help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## The program

.PHONY: run
run: app ## open the program in practice mode; without a display, drive it and leave pictures
	@.ci/open.sh $(APP)

.PHONY: app
app: ## build the program for this machine: build/keyindesk
	$(NEED) modules build
	go build -o $(APP) .

.PHONY: windows
windows: ## build the program for Windows: build/keyindesk.exe
	$(NEED) modules windows
	@.ci/windows/build.sh $(EXE)

## The proofs

.PHONY: test
test: ## every test that needs no window
	$(NEED) modules
	CGO_ENABLED=0 go test $(HEADLESS)

.PHONY: check
check: ## what CI runs, step by step with the time each took
	@.ci/run

.PHONY: vet
vet: ## gofmt, go.mod and go vet, for macOS and Windows too where the window can't be built
	$(NEED) modules build
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	  if [[ -n $$unformatted ]]; then echo "Not formatted with gofmt:" $$unformatted >&2; exit 1; fi
	@for module in . .ci/browser store/bench; do go -C $$module mod tidy -diff; done
	go vet ./...
	CGO_ENABLED=0 go -C .ci/browser vet .
	GOOS=darwin CGO_ENABLED=0 go vet ./desk/... ./gateways/... ./store/... ./ui/keyboard
	GOOS=windows CGO_ENABLED=0 go vet ./ui/keyboard

.PHONY: race
race: ## every test under the race detector, but for those that measure
	$(NEED) modules build
	go test -race $(UNWATCHED) -timeout 30m -skip '^(TestBackupWhileBusy|TestSpeed)$$' $(HEADLESS)

.PHONY: lint
lint: ## golangci-lint (builds it first: some five minutes once)
	$(NEED) modules build
	go run $(LINTER) run

.PHONY: shots
shots: ## pictures of every screen: build/shots/
	$(NEED) modules
	SHOTS=1 CGO_ENABLED=0 go test ./ui/... -run 'Shots|Gallery' -count=1 -timeout 1h

.PHONY: tour
tour: app ## drive the real window by keyboard through the main job: build/tour/
	$(NEED) display
	@.ci/tour.sh $(APP)

.PHONY: e2e
e2e: app build/browser ## by the fewest keys, counted; a restart with a real keyring; then e2e-wallet
	$(NEED) display keyring browser
	@.ci/e2e.sh $(APP) keys
	@dbus-run-session -- .ci/e2e.sh $(APP) keyring
	@dbus-run-session -- .ci/e2e.sh $(APP) wallet

.PHONY: e2e-wallet
e2e-wallet: app build/browser ## customers, pages in a real browser, payments, billing keys: build/tour/
	$(NEED) display keyring browser
	@dbus-run-session -- .ci/e2e.sh $(APP) wallet

build/browser: $(wildcard .ci/browser/*)
	$(NEED) modules
	CGO_ENABLED=0 go -C .ci/browser build -o ../../$@ .

.PHONY: typing
typing: app ## Korean typing in the real window, case by case, alone and with input methods running: build/typing/
	$(NEED) display inputmethods
	@.ci/typing.sh $(APP)

.PHONY: crash
crash: ## kill -9 at random (KILLS=2000) and at every system call, of a restore too; NAIVE=1 shows that it can fail
	$(NEED) modules strace
	@CRASH_KILLS=$(KILLS) NAIVE=$(NAIVE) CGO_ENABLED=0 \
	  go test ./desk/proof -run '^Test(Crash|OwnerKilled)$$' -count=1 -timeout 60m -v | awk -f .ci/summary.awk

.PHONY: leaks
leaks: ## drive every flow with known cards and keys, then search every byte left; PLANT=1 shows that it can fail
	$(NEED) modules
	@PLANT=$(PLANT) CGO_ENABLED=0 go test ./desk/proof -run '^TestLeaks$$' -count=1 -v | awk -f .ci/summary.awk

.PHONY: verify
verify: ## lie to the checker of histories in every way: the table of what it says
	$(NEED) modules
	CGO_ENABLED=0 go build -o build/keyindesk-verify ./store/verify/keyindesk-verify
	@CGO_ENABLED=0 go test ./store/verify -run '^TestAttacks$$' -count=1 -v | awk -f .ci/summary.awk

.PHONY: days
days: ## live through random days and close them: DAYS=2000, 100000 for the full number (half an hour)
	$(NEED) modules
	@DAYS=$(DAYS) SEED=$(SEED) CGO_ENABLED=0 go test ./store -run '^TestDays$$' -count=1 -timeout 3h -v | awk -f .ci/summary.awk

.PHONY: faults
faults: ## the table of network faults and what each gateway makes of them
	$(NEED) modules
	@CGO_ENABLED=0 go test ./gateways/payup ./gateways/payple ./gateways/easypay -run 'Faults$$' -count=1 -v | awk -f .ci/faults.awk

.PHONY: conformance
conformance: ## the one suite over every gateway: the table of rules
	$(NEED) modules
	@CGO_ENABLED=0 go test ./gateways/practice -run '^TestConformance$$' -count=1 -v | awk -f .ci/summary.awk

.PHONY: exports
exports: ## exported files opened by LibreOffice, cell by cell; EXPORT_ROWS=1000000 in flat memory
	$(NEED) modules office
	@OFFICE=required EXPORT_ROWS=$(EXPORT_ROWS) CGO_ENABLED=0 go test ./desk/export -run '^Test(Office|Memory)$$' -count=1 -timeout 30m -v | awk -f .ci/summary.awk

.PHONY: hangul
hangul: ## the automaton against libhangul: every syllable, a million random sequences
	$(NEED) modules hangul
	@HANGUL_ORACLE=required CGO_ENABLED=0 go test ./ui/hangul -run '^TestLibhangul$$' -count=1 -v | awk -f .ci/summary.awk

.PHONY: slips
slips: ## every field of a slip read back from PDF by poppler and from ESC/POS; pictures of both: build/slips/
	$(NEED) modules poppler
	@SLIPS=required CGO_ENABLED=0 go test ./desk/slip -count=1 -v | awk -f .ci/summary.awk
	@echo "Pictures: $$(ls build/slips/*.png | wc -l) in build/slips/"

SEARCHES ?= 10000
.PHONY: search
search: ## random questions to the search beside a look at every row, and what FTS5 would have missed
	$(NEED) modules
	@SEARCHES=$(SEARCHES) CGO_ENABLED=0 go test ./store -run '^TestSearchIsComplete$$' -count=1 -timeout 1h -v | awk -f .ci/summary.awk

.PHONY: bench
bench: ## what things cost, as ratios measured in one run; a million operations are made once, in build/bench/
	$(NEED) modules compiler strace
	@CGO_ENABLED=0 go test ./ui/kit -run '^$$' -bench '^BenchmarkTyping$$' -count=5 | awk -f .ci/bench.awk
	@BENCH=$(CURDIR)/build/bench CGO_ENABLED=0 go test ./desk/proof -run '^TestCostOfSafety$$' -count=1 -v | awk -f .ci/summary.awk
	@BENCH=$(CURDIR)/build/bench CGO_ENABLED=0 go test ./store -run '^TestBenchKeystrokes$$' -count=1 -timeout 1h
	@CGO_ENABLED=1 go -C store/bench run . $(CURDIR)/build/bench

STARTS ?= 5
.PHONY: start
start: app ## the window with a million operations beside one with none: time to the first usable frame, memory
	$(NEED) display keyring
	@dbus-run-session -- .ci/start.sh $(APP) $(STARTS)

.PHONY: fuzz
fuzz: ## every fuzz test for FUZZTIME=30s, with the count of outcomes
	$(NEED) modules
	@.ci/fuzz.sh $(FUZZTIME)

.PHONY: windows-test
windows-test: windows ## charge, cancel and restart the Windows program under wine; then windows-typing: build/windows/
	$(NEED) display wine nabi
	@.ci/windows/test.sh $(EXE)
	@.ci/windows/typing.sh $(EXE)

.PHONY: windows-typing
windows-typing: windows ## Korean typing in the Windows program under wine, case by case, with nabi behind it
	$(NEED) display wine nabi
	@.ci/windows/typing.sh $(EXE)

## The machine

.PHONY: deps
deps: ## install everything that building, running and testing here needs
	$(NEED) modules build display keyring browser inputmethods strace hangul poppler office

.PHONY: deps-windows
deps-windows: ## install everything that the Windows build and its test need
	$(NEED) modules display windows wine nabi

.PHONY: clean
clean: ## remove build/
	rm -rf build
