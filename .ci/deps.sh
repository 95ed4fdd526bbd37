#!/usr/bin/env bash
# Installs what a verb of the Makefile misses: deps.sh GROUP...
#
# On Debian and its children missing packages are installed with apt, as root
# or through sudo; if nothing is missing, apt isn't touched. Elsewhere the
# script says what to install and stops.
set -euo pipefail

# packages prints the Debian packages of a group.
packages() {
  case $1 in
    modules)  echo ca-certificates ;;
    compiler) echo gcc libc6-dev ;;
    build)    echo gcc libc6-dev pkg-config libgl-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev \
                   libxi-dev libxxf86vm-dev libgl1 ;;
    display)  echo xvfb xdotool maim libgl1-mesa-dri ;;
    keyring)  echo dbus-daemon gnome-keyring ;;
    browser)  echo chromium libnss3-tools sqlite3 xclip ;;
    strace)   echo strace ;;
    inputmethods) echo ibus ibus-hangul nabi dbus-daemon libglib2.0-bin x11-utils xclip xterm ;;
    office)   echo libreoffice-calc-nogui ;;
    hangul)   echo gcc libc6-dev pkg-config libhangul-dev ;;
    poppler)  echo poppler-utils zbar-tools ;;
    windows)  echo gcc-mingw-w64-x86-64-win32 binutils-mingw-w64-x86-64 ;;
    wine)     echo wine64 ;;
    nabi)     echo nabi x11-utils x11-xkb-utils xclip ;;
    *) echo "deps.sh: unknown group '$1'" >&2; return 2 ;;
  esac
}

# elsewhere says what a group needs where there is no apt: first the test that
# tells whether it is there, then the sentence.
elsewhere() {
  case $1:$(uname -s) in
    modules:*) ;;
    compiler:Darwin | build:Darwin)
      need "xcode-select -p" "the Xcode command line tools: xcode-select --install" ;;
    compiler:MINGW* | compiler:MSYS* | build:MINGW* | build:MSYS*)
      need "command -v gcc" "a C compiler: MSYS2, then pacman -S mingw-w64-ucrt-x86_64-gcc, and its bin folder in PATH" ;;
    compiler:*) need "command -v cc" "a C compiler: your system's gcc package" ;;
    build:*)
      need "command -v cc" "a C compiler: your system's gcc package"
      need "pkg-config --exists gl x11 xcursor xrandr xinerama xi xxf86vm" \
        "pkg-config and the development packages of OpenGL, X11, Xcursor, Xrandr, Xinerama, Xi and Xxf86vm" ;;
    strace:Darwin | strace:MINGW* | strace:MSYS*)
      need false "a Linux machine: this check traces system calls with strace" ;;
    strace:*) need "command -v strace" "strace" ;;
    hangul:*)
      need "command -v cc" "a C compiler, as a command 'cc'"
      need "pkg-config --exists libhangul" "pkg-config and libhangul with its headers: your system's libhangul package" ;;
    office:*) need "hash soffice" "LibreOffice Calc, with its command 'soffice' in PATH" ;;
    poppler:*) need "hash pdftotext pdftoppm zbarimg" "poppler with its pdftotext and pdftoppm, and zbar with its zbarimg" ;;
    display:Linux) need "hash Xvfb xdotool maim" "Xvfb, xdotool, maim and Mesa's software OpenGL" ;;
    keyring:Linux) need "hash dbus-run-session gnome-keyring-daemon" "D-Bus and gnome-keyring" ;;
    inputmethods:Linux)
      need "hash ibus-daemon nabi" "the input methods ibus, with its engine ibus-hangul, and nabi"
      need "hash dbus-daemon gsettings xprop xclip xterm" "dbus-daemon, gsettings, xprop, xclip and xterm" ;;
    browser:Linux)
      need "hash chromium" "Chromium, as a command 'chromium'"
      need "hash certutil sqlite3 xclip" "certutil (of NSS), sqlite3 and xclip" ;;
    windows:*) need "command -v x86_64-w64-mingw32-gcc-win32" "the mingw-w64 C compiler for x86_64 with win32 threads" ;;
    nabi:Linux) need "hash nabi xprop setxkbmap xclip" "the input method nabi, xprop, setxkbmap and xclip" ;;
    wine:Linux) need "test -x /usr/lib/wine/wine64" "a Debian or Ubuntu machine: the check knows their wine64" ;;
    *) need false "a Linux machine: this check drives the window under Xvfb" ;;
  esac
}

need() {
  if ! eval "$1" >/dev/null 2>&1; then
    echo "Missing: $2." >&2
    missing=yes
  fi
}

# absent prints those packages that are not installed.
absent() {
  local package
  for package; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
  done
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "Missing: ${wanted[*]}. Install them as root: apt-get install ${wanted[*]}" >&2
    return 1
  fi
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@" >>build/deps.log 2>&1
}

install_with_apt() {
  echo "Installing ${wanted[*]}"
  if ! { apt update && apt install --no-install-recommends "${wanted[@]}"; }; then
    tail -n 20 build/deps.log >&2
    echo "apt could not install ${wanted[*]}; the whole answer is in build/deps.log" >&2
    return 1
  fi
}

main() {
  local group missing=''
  mkdir -p build
  if ! command -v go >/dev/null; then
    echo "Missing: Go 1.26 or newer (https://go.dev/doc/install), with its bin folder in PATH." >&2
    return 1
  fi
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    for group; do elsewhere "$group"; done
    [[ -z $missing ]]
    return
  fi
  local -a names wanted
  names=()
  for group; do read -ra wanted <<<"$(packages "$group")"; names+=("${wanted[@]}"); done
  exec 9>build/.deps.lock # two verbs at once would both call apt
  flock 9
  mapfile -t wanted < <(absent "${names[@]}" | sort -u)
  [[ ${#wanted[@]} == 0 ]] || install_with_apt
}

main "$@"
