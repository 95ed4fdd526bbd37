# A wine of its own for the scripts that use the Windows program. Sourced after
# drive.sh, not run.

wine=/usr/lib/wine/wine64
wineserver=/usr/lib/wine/wineserver64

# new_prefix makes a Windows that nobody has used, with the one library that
# this wine lacks: new_prefix NAME.
new_prefix() {
  export WINEPREFIX=$PWD/build/$1 WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" # neither .NET nor a browser
  rm -rf "$WINEPREFIX"
  trap 'quit_wine; tidy_up' EXIT
  "$wine" wineboot.exe --init >"$scratch/wineboot.log" 2>&1 || stop "wine did not start: $(tail -n 5 "$scratch/wineboot.log")"
  x86_64-w64-mingw32-gcc-win32 -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" .ci/windows/prng.c -ladvapi32
  data=$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local/KeyinDesk # where Windows keeps it
}

quit_wine() { "$wineserver" -k 2>/dev/null || true; }
