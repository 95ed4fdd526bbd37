#!/usr/bin/env bash
# Cross-builds the program for Windows: build.sh EXE. Icon, version and manifest
# are compiled into one resource object and handed to the linker.
set -euo pipefail
cd "$(dirname "$0")/../.."

exe=$1
parts=build/windows/parts
version=$(sed -n 's/^ *Version = "\(.*\)"/\1/p' FyneApp.toml)

resource() {
  mkdir -p "$parts"
  CGO_ENABLED=0 go run ./.ci/icon assets/icon.png "$parts/keyindesk.ico"
  cp .ci/windows/keyindesk.manifest "$parts/"
  x86_64-w64-mingw32-windres --include-dir "$parts" --codepage 65001 \
    -D "VERSION_NUMBERS=${version//./,},0" -D "VERSION_TEXT=\\\"$version\\\"" \
    --output-format coff .ci/windows/keyindesk.rc "$parts/keyindesk.syso"
}

resource
CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc-win32 \
  go build -ldflags "-s -w -H=windowsgui -extldflags '$PWD/$parts/keyindesk.syso'" -o "$exe" .
echo "Built $exe, version $version"
