# Puts the tables of faults of all gateways, as `go test -v` prints them, side by
# side: a fault a line, a gateway a column. Whatever else a test says stays.
{ sub(/^ +[a-z0-9_]+\.go:[0-9]+: /, ""); sub(/^        /, "") }
/^=== / || /^PASS$/ || /^ok / || /^ *--- PASS/ || /no tests to run/ || /no test files/ { next }
/^(faults|harmless variants) of [a-z]+: / {
  kind = $1; gateway = $0
  sub(/^[a-z ]+ of /, "", gateway); calls = gateway
  sub(/:.*/, "", gateway); sub(/^[^:]*: /, "", calls)
  if (!(gateway in known)) { known[gateway]; gateways[++columns] = gateway; print gateway ": " calls }
  next
}
/ \| / && kind {
  at = index($0, " | "); name = substr($0, 1, at); sub(/ +$/, "", name)
  if (!((kind, name) in seen)) { seen[kind, name]; names[kind, ++rows[kind]] = name }
  cell[kind, name, gateway] = substr($0, at + 3)
  next
}
{ print; fflush() }
function line(name, kind,   c) {
  printf "%-46s", name
  for (c = 1; c <= columns; c++) {
    text = name == kind ? gateways[c] : cell[kind, name, gateways[c]]
    printf " | %-*s", c < columns ? width[c] : 1, text == "" ? "-" : text
  }
  print ""
}
END {
  split("faults harmless", kinds, " ")
  for (c = 1; c <= columns; c++)
    for (k = 1; k <= 2; k++)
      for (r = 1; r <= rows[kinds[k]]; r++) {
        w = length(cell[kinds[k], names[kinds[k], r], gateways[c]])
        if (w > width[c]) width[c] = w
      }
  for (k = 1; k <= 2; k++) {
    if (!rows[kinds[k]]) continue
    print ""
    line(kinds[k], kinds[k])
    for (r = 1; r <= rows[kinds[k]]; r++)
      if (names[kinds[k], r] != "calls in all") line(names[kinds[k], r], kinds[k])
    line("calls in all", kinds[k])
  }
}
