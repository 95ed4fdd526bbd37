# Turns `go test -v` into what a person wants to read: without the runner's own
# lines and file names, and with the harness's one summary line at the end.
/^=== / || /^PASS$/ || /^ok / || /^ *--- PASS/ || /^ *--- SKIP/ { next }
{ sub(/^ +[a-z0-9_]+\.go:[0-9]+: /, ""); sub(/^        /, "") }
/^(kills|flows)=/ { summary = $0; next }
{ print; fflush() }
END { if (summary != "") print summary }
