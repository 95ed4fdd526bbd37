# Sets what `go test -bench` measured as ratios: a benchmark whose parts are
# called ours/SOMETHING, and one more that is the peer they are held against. Of
# several runs the median counts.
/^Benchmark/ {
  name = $1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
  split(name, part, "/"); what = part[1]; sub(/^[^\/]*\//, "", name)
  if (!(what in known)) { known[what]; whats[++count] = what }
  if (!((what, name) in seen)) { seen[what, name]; names[what, ++rows[what]] = name }
  if (name !~ /^ours\//) peer[what] = name
  for (i = 3; i < NF; i += 2) {
    unit = $(i + 1); sub(/\/op$/, "", unit)
    if (!((what, unit) in used)) { used[what, unit]; units[what, ++columns[what]] = unit }
    values[what, name, unit, ++runs[what, name, unit]] = $i
  }
  next
}
/^(goos|goarch|pkg|cpu|PASS|ok)/ { next }
{ print; fflush() }
function median(what, name, unit,   n, i, j, v, sorted) {
  n = runs[what, name, unit]
  for (i = 1; i <= n; i++) {
    v = values[what, name, unit, i] + 0
    for (j = i; j > 1 && sorted[j - 1] > v; j--) sorted[j] = sorted[j - 1]
    sorted[j] = v
  }
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}
END {
  for (w = 1; w <= count; w++) {
    what = whats[w]
    printf "%-28s", what
    for (c = 1; c <= columns[what]; c++) printf " %10s", units[what, c]
    printf "\n%-28s", "  " peer[what]
    for (c = 1; c <= columns[what]; c++) printf " %10.4g", median(what, peer[what], units[what, c])
    print ""
    for (r = 1; r <= rows[what]; r++) {
      name = names[what, r]
      if (name == peer[what]) continue
      label = name; sub("/", " ", label)
      printf "%-28s", "  " label
      for (c = 1; c <= columns[what]; c++) {
        base = median(what, peer[what], units[what, c])
        printf " %10s", base ? sprintf("x %.2f", median(what, name, units[what, c]) / base) : "-"
      }
      print ""
    }
  }
}
