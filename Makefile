SHELL := /usr/bin/env bash
.SHELLFLAGS := -o errexit -o nounset -o pipefail -c
MAKEFLAGS += --no-builtin-rules --warn-undefined-variables --no-print-directory
.DEFAULT_GOAL := help

# ---- Tunables -------------------------------------------------------------------------------------------------------
# Build configuration of everything but the ahead-of-time binaries, which are always Release.
CONFIGURATION ?= Release
# Framework of the ahead-of-time binaries. net9.0 publishes the same sources where only that runtime pack can be had.
AOT_FRAMEWORK ?= net10.0
# Linker for them, when clang is not installed: gcc.
AOT_LINKER ?= $(if $(shell command -v clang),clang,gcc)
# Folder of ahead-of-time binaries that the end-to-end tests start instead of the ordinary build; empty: the ordinary build.
E2E_BINARIES ?=
# Folder of image archives that the container tests run; empty: they are skipped. `make test-images` fills artifacts/images.
E2E_IMAGES ?=
# Where `make run` listens.
HTTPS_PORT ?= 8443
HTTP_PORT ?= 8080
# How many damaged requests `make fuzz` posts, and the seed that makes them.
FUZZ_COUNT ?= 100000
FUZZ_SEED ?= 1
# How long `make agent-soak` goes on.
SOAK_SECONDS ?= 300
# Where images belong and the tag they get: those that manifests/ names.
IMAGE_PREFIX ?= ghcr.io/config-sync
IMAGE_TAG ?= $(shell sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
# Name of the kind cluster that `make images-load` loads images into.
KIND_CLUSTER ?= kind

AOT_DIR := artifacts/aot
IMAGE_DIR := artifacts/images
# A process namespace of its own, such as a Pod has, where root may make one.
IN_A_POD := $(if $(filter 0,$(shell id -u)),unshare --pid --fork --mount-proc --kill-child)
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export E2E_BINARIES
export E2E_IMAGES

# ---- The main job ---------------------------------------------------------------------------------------------------
.PHONY: help
help: ## Print this help.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: ## Run the main job on recorded requests and show what is decided and what the Pods become; needs no cluster.
	dotnet build tests/Demo --configuration $(CONFIGURATION) --verbosity quiet
	E2E_BINARIES= tests/Demo/bin/$(CONFIGURATION)/net10.0/ConfigSync.Demo

.PHONY: bench-agent
bench-agent: aot ## The agent's part: swap to signal, first copy, memory, processor, size. Takes two minutes.
	dotnet build tests/Agent.Bench --configuration $(CONFIGURATION) --verbosity quiet
	E2E_BINARIES=$(CURDIR)/$(AOT_DIR) $(IN_A_POD) tests/Agent.Bench/bin/$(CONFIGURATION)/net10.0/ConfigSync.Agent.Bench

.PHONY: agent-soak
agent-soak: aot ## Random swaps and faults for SOAK_SECONDS; fails on a loss or a duplicate.
	dotnet build tests/Agent.Bench --configuration $(CONFIGURATION) --verbosity quiet
	E2E_BINARIES=$(CURDIR)/$(AOT_DIR) tests/Agent.Bench/bin/$(CONFIGURATION)/net10.0/ConfigSync.Agent.Bench soak $(SOAK_SECONDS)

.PHONY: run
run: certificates ## Serve https://localhost:HTTPS_PORT/mutate and the plain port on loopback, with development certificates.
	dotnet build src/Webhook --configuration $(CONFIGURATION) --verbosity quiet
	exec src/Webhook/bin/$(CONFIGURATION)/net10.0/config-sync-webhook serve --address 127.0.0.1 --https-port $(HTTPS_PORT) --http-port $(HTTP_PORT) \
		--certificate-file certs/out/tls.crt --key-file certs/out/tls.key --drain-seconds 0

.PHONY: certificates
certificates: ## Make development certificates under certs/out, unless they are there.
	certs/generate.sh

.PHONY: build
build: ## Build everything; a warning is an error.
	dotnet build Webhook.sln --configuration $(CONFIGURATION) --verbosity quiet

.PHONY: test
test: build ## Run every test.
	bash .ci/test $(CONFIGURATION)

.PHONY: test-cluster
test-cluster: ## Run the tests on a real API server: KUBEBUILDER_ASSETS names a folder with etcd and kube-apiserver.
	dotnet build tests/Cluster.Tests --configuration $(CONFIGURATION) --verbosity quiet
	dotnet test tests/Cluster.Tests --no-build --configuration $(CONFIGURATION) --logger "console;verbosity=normal"

.PHONY: golden
golden: ## Rewrite the expectations of tests/Injection.Tests/Golden from current output; review the diff before committing.
	REWRITE_GOLDEN=1 dotnet test tests/Injection.Tests --configuration $(CONFIGURATION) --filter FullyQualifiedName~CaseComesOutAsExpected --verbosity quiet

.PHONY: laws
laws: ## Try the laws of injection on 20,000 more Pods each, from a fresh seed (LAWS_SEED=n repeats one).
	LAWS_TESTS=20000 LAWS_SEED=$${LAWS_SEED:-$$RANDOM} dotnet test tests/Injection.Tests --configuration $(CONFIGURATION) --filter FullyQualifiedName~.Laws. --verbosity quiet

.PHONY: lint
lint: ## Check formatting, sizes of files, names of tests and what must not be in the repository.
	bash .ci/lint

.PHONY: aot
aot: ## Publish the programs ahead of time into artifacts/aot (AOT_FRAMEWORK=net9.0 where there is no newer runtime pack).
	bash .ci/aot $(AOT_FRAMEWORK) $(AOT_LINKER) $(AOT_DIR)

.PHONY: manifests
manifests: ## Render every overlay, component and example of manifests/ into artifacts/manifests; the tests judge what is in them.
	bash .ci/manifests artifacts/manifests

.PHONY: chart
chart: ## Lint the Helm chart, render it with each values file of charts/config-sync/ci, and package it, into artifacts/charts.
	rm -rf artifacts/charts && mkdir -p artifacts/charts
	helm=$$(bash .ci/helm); for values in charts/config-sync/ci/*.yaml; do \
		"$$helm" lint --strict --quiet charts/config-sync --values "$$values"; \
		"$$helm" template config-sync charts/config-sync --namespace config-sync --values "$$values" > "artifacts/charts/$$(basename "$$values")"; \
	done; "$$helm" package charts/config-sync --destination artifacts/charts

.PHONY: image
image: ## Build the images webhook, agent and controller with docker, podman or buildah, whichever works here.
	bash .ci/image $(IMAGE_PREFIX) $(IMAGE_TAG)

.PHONY: test-images
test-images: aot ## Build them from the same Dockerfile for tests, without a registry, into artifacts/images; needs buildah.
	bash .ci/test-images $(AOT_DIR) $(IMAGE_DIR) $(IMAGE_PREFIX) $(IMAGE_TAG)

.PHONY: e2e-images
e2e-images: ## Build the images of the applications that `make e2e` runs, from Debian, and save them in artifacts/images.
	bash .ci/e2e-images $(IMAGE_DIR)

.PHONY: images-load
images-load: ## Build the images, and load them and those of `make e2e-images` into the kind cluster KIND_CLUSTER.
	bash .ci/image $(IMAGE_PREFIX) $(IMAGE_TAG) $(IMAGE_DIR)
	for archive in $(IMAGE_DIR)/*.tar; do kind load image-archive --name $(KIND_CLUSTER) "$$archive"; done

.PHONY: e2e
e2e: ## Try every promise on the cluster that KUBECONFIG names, which must hold the images; prints a table. Installs and uninstalls config-sync there.
	dotnet build tests/EndToEnd --configuration $(CONFIGURATION) --verbosity quiet
	tests/EndToEnd/bin/$(CONFIGURATION)/net10.0/ConfigSync.EndToEnd

.PHONY: fuzz
fuzz: ## Post damaged requests to the webhook: no 5xx, no exit, and every patch applies (FUZZ_COUNT, FUZZ_SEED).
	dotnet build tests/Webhook.Fuzz --configuration $(CONFIGURATION) --verbosity quiet
	tests/Webhook.Fuzz/bin/$(CONFIGURATION)/net10.0/ConfigSync.Webhook.Fuzz $(FUZZ_COUNT) $(FUZZ_SEED)

.PHONY: bench
bench: bench-webhook bench-agent bench-controller ## Measure speed and memory of the ahead-of-time programs; prints tables. Needs a quiet machine with two cores.

# The servers are pinned to core 0 by the program, which itself has core 1.
.PHONY: bench-webhook
bench-webhook: aot
	dotnet publish tests/Webhook.Bench --configuration Release --verbosity quiet -p:ProductFramework=$(AOT_FRAMEWORK) \
		-p:CppCompilerAndLinker=$(AOT_LINKER) -p:AheadOfTime=true --use-current-runtime --output artifacts/publish/Webhook.Bench
	taskset -c 1 artifacts/publish/Webhook.Bench/bench-webhook $(AOT_DIR)/config-sync-webhook

.PHONY: bench-controller
bench-controller: aot
	dotnet build tests/Controller.Bench --configuration Release --verbosity quiet
	tests/Controller.Bench/bin/Release/net10.0/bench-controller $(AOT_DIR)/config-sync-controller

.PHONY: ci
ci: lint build aot $(if $(shell command -v kubectl),manifests) $(if $(shell command -v buildah),test-images) ## What CI runs: lint, build, ahead-of-time publish, images, manifests, tests on those programs and images.
	$(MAKE) test E2E_BINARIES=$(CURDIR)/$(AOT_DIR) E2E_IMAGES=$(if $(shell command -v buildah),$(CURDIR)/$(IMAGE_DIR))

.PHONY: clean
clean: ## Remove what was built.
	rm -rf artifacts src/*/bin src/*/obj tests/*/bin tests/*/obj
