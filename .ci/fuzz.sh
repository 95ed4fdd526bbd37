#!/usr/bin/env bash
# Runs every fuzz test of the module for some seconds each: fuzz.sh SECONDS.
set -euo pipefail
export CGO_ENABLED=0

seconds=$1
for package in $(go list -e ./... | grep -vx keyindesk); do
  for name in $(go test "$package" -list '^Fuzz' | grep '^Fuzz' || true); do
    echo "$package $name"
    go test "$package" -run '^$' -fuzz "^$name\$" -fuzztime "${seconds}s"
  done
done
