# The front door. `make help` lists what there is; the work is done in infra/local and tools/xtask.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/micro-sayur
# Outside the clone, so that a fresh clone finds its dependencies compiled.
export CARGO_TARGET_DIR ?= $(CACHE)/target
export PATH := $(CACHE)/tools/bin:$(HOME)/.cargo/bin:$(PATH)
export PYTHONPATH := infra/local
# What a template may hold depends on the region.
export AWS_DEFAULT_REGION ?= ap-southeast-3

STACK := .venv/bin/python -m stack
EVENTS := cargo run --quiet --release --bin events --
# Which dead letters.
WHICH = $(if $(TYPE),--type "$(TYPE)") $(if $(ID),--id "$(ID)") $(if $(OLDER),--older "$(OLDER)") $(if $(NEWER),--newer "$(NEWER)")

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: up
up: ## start everything on this machine: services, API with data in it, Midtrans simulator; EVENT_BUS=rabbitmq for that bus
	@infra/local/bootstrap stack
	@$(STACK) up dev

.PHONY: down
down: ## stop what `make up` started; the data stays
	@$(STACK) down dev

.PHONY: status
status: ## tell which stacks are up, and where
	@$(STACK) status

.PHONY: logs
logs: ## show what the functions logged in the last ten minutes
	@$(STACK) logs dev

.PHONY: test
test: ## run everything that must pass, apart from a stack that is up
	@infra/local/test

.PHONY: check
check: ## format, lints, documentation, dependencies and template, without the tests
	@.ci/run check

.PHONY: lint-infra
lint-infra: ## check the templates: cfn-lint, SAM, and the tests of what they promise
	@infra/local/bootstrap stack lint
	@.venv/lint/bin/cfn-lint template.yaml infra/*.yaml
	@SAM_CLI_TELEMETRY=0 .venv/lint/bin/sam validate --lint
	@.venv/bin/python -m pytest --quiet -p no:cacheprovider infra/tests

.PHONY: queries
queries: ## generate shared/postgres/generated from the queries and migrations
	@infra/local/bootstrap stack
	@$(STACK) postgresql cargo run --quiet --release --bin xtask -- queries

.PHONY: watch
watch: ## serve the functions with `cargo lambda watch`, queues and schedules included; EVENT_BUS as for `up`
	@infra/local/bootstrap stack
	@trap '$(STACK) down watch' EXIT; $(STACK) up watch --reload && tail -n 0 -F .local/watch/cargo-lambda.log .local/watch/event-bridge.log

.PHONY: rotate-keys
rotate-keys: ## take the next step of replacing the key that signs access tokens, for `make up` to deploy
	@infra/local/bootstrap stack
	@$(STACK) rotate-keys dev

.PHONY: build
build: ## compile and pack the functions for AWS, into target/lambda
	@infra/local/bootstrap stack
	@PATH="$$PWD/.venv/bin:$$PATH" cargo lambda build --profile dist --arm64 --lambda-dir target/lambda

.PHONY: deploy
deploy: ## bring a stack of a stage on AWS up to date: make deploy STAGE=staging STACK=shop (docs/deploy.md)
	@test -n "$(STAGE)" -a -n "$(STACK)" || { echo 'Say which: make deploy STAGE=staging STACK=shop (docs/deploy.md)'; exit 2; }
	@infra/local/bootstrap stack lint
	@.venv/bin/python infra/deploy.py "$(STAGE)" "$(STACK)" $(SET)

.PHONY: viewer
viewer: ## fetch the viewer of the API's reference page anew, as infra/local/viewer names it
	@infra/local/bootstrap stack
	@infra/local/viewer

.PHONY: sbom
sbom: ## write what the functions are made of, as CycloneDX, into target/sbom
	@infra/local/bootstrap sbom
	@infra/local/sbom

.PHONY: bench
bench: ## measure sizes, cold starts and speed against their budgets; the stack of `make watch` begins anew
	@infra/local/bootstrap stack lint
	@trap '$(STACK) down watch --drop' EXIT; $(STACK) down watch --drop; $(STACK) up watch && SAYUR_STACK_ENV=.local/watch/stack.env .local/bin/bench

# Processes of each function that is called: with four, some thirty functions hold fewer connections than the server has.
LOAD_COPIES ?= 4

.PHONY: load
load: ## play many shoppers at once: make load USERS=1000 [SECONDS=180 PRODUCTS=10000 ORDER_LINES=200000 KEEP=1]; the stack of `make watch` begins anew
	@infra/local/bootstrap stack
	@trap '$(STACK) down watch --drop' EXIT; $(STACK) down watch --drop; \
		EVENT_BUS=$(or $(EVENT_BUS),rabbitmq) $(STACK) up watch --copies $(LOAD_COPIES) && \
		set -a && . .local/watch/stack.env && set +a && \
		.local/bin/seeder large --products "$(or $(PRODUCTS),10000)" --order-lines "$(or $(ORDER_LINES),200000)" && \
		SAYUR_STACK_ENV=.local/watch/stack.env .local/bin/bench load --users "$(or $(USERS),1000)" --seconds "$(or $(SECONDS),180)" $(if $(KEEP),--keep) && \
		.local/bin/seeder check-stock

.PHONY: trips
trips: ## count the database round trips and bytes of a call: make trips [KEEP=1]; the stack of `make watch` begins anew
	@infra/local/bootstrap stack lint
	@trap '$(STACK) down watch --drop' EXIT; $(STACK) down watch --drop; $(STACK) up watch && \
		SAYUR_STACK_ENV=.local/watch/stack.env .local/bin/bench trips $(if $(KEEP),--keep)

.PHONY: capacity
capacity: ## compute the tables of docs/capacity.md from what `make load` and `make trips` kept, and write them into it
	@cargo run --quiet --release --bin bench -- capacity

.PHONY: seed
seed: ## fill the database with goods and orders to measure by: make seed PRODUCTS=10000 ORDER_LINES=200000
	@if [ -z "$${DATABASE_URL:-}" ]; then set -a; . .local/stack.env; set +a; fi; \
		cargo run --quiet --release --bin seeder -- large --products "$(or $(PRODUCTS),10000)" --order-lines "$(or $(ORDER_LINES),200000)"

.PHONY: admin
admin: ## make an administrator: make admin EMAIL=you@example.com, with the password in ADMIN_PASSWORD
	@test -n "$(EMAIL)" || { echo 'Say who: make admin EMAIL=you@example.com'; exit 2; }
	@set -a; . .local/stack.env; set +a; cargo run --quiet --release --bin seeder -- admin --email "$(EMAIL)"

.PHONY: dead-letters
dead-letters: ## show what a consumer gave up on: make dead-letters QUEUE=notifications [TYPE=… ID=… OLDER=2h NEWER=3d]
	@test -n "$(QUEUE)" || { echo 'Say which: make dead-letters QUEUE=notifications'; exit 2; }
	@set -a; . .local/stack.env; set +a; $(EVENTS) dead-letters $(QUEUE) $(WHICH)

.PHONY: redrive
redrive: ## show what a consumer gave up on and send it again: make redrive QUEUE=notifications [as for dead-letters]
	@test -n "$(QUEUE)" || { echo 'Say which: make redrive QUEUE=notifications'; exit 2; }
	@set -a; . .local/stack.env; set +a; $(EVENTS) redrive $(QUEUE) $(WHICH)

.PHONY: replay
replay: ## send the outbox again from a point in time: make replay SINCE=2026-11-23T00:00:00Z [UNTIL=… TYPE=…]
	@test -n "$(SINCE)" || { echo 'Say since when: make replay SINCE=2026-11-23T00:00:00Z'; exit 2; }
	@set -a; . .local/stack.env; set +a; $(EVENTS) replay --since "$(SINCE)" $(if $(UNTIL),--until "$(UNTIL)") $(if $(TYPE),--type "$(TYPE)")

.PHONY: drill
drill: ## lose a database of its own and restore it, from a backup with its log and from a dump; compare everything
	@infra/local/bootstrap stack
	@cargo build --quiet --release --workspace --bin xtask --bin seeder
	@$(STACK) drill

.PHONY: faults
faults: ## stop PostgreSQL, Redis, RabbitMQ and MiniStack of its own one by one under load: what shoppers see, what is lost, how long it takes
	@infra/local/bootstrap stack
	@$(STACK) faults

.PHONY: check-stock
check-stock: ## tell where the books of the stock disagree: levels, ledger, orders, what browsing reads
	@set -a; . .local/stack.env; set +a; cargo run --quiet --release --bin seeder -- check-stock
