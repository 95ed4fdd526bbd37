#!/usr/bin/env bash
# Runs every fuzz test of the module for some time each, and says how often and,
# for the readers of replies, how it ended: fuzz.sh TIME, such as 30s.
#
# An input of the readers of replies is tried whole and as many mutants, by
# several readers, so they answer more often than there are inputs. What counts
# as an execution is an answer, or an input where nothing answers.
set -euo pipefail
export CGO_ENABLED=0

time=$1
case $time in
  *[!0-9smh]* | "") echo "fuzz.sh: how long? Such as 30s, 5m." >&2; exit 2 ;;
  *m) patience=$((${time%m} * 60)) ;;
  *h) patience=$((${time%h} * 3600)) ;;
  *) patience=${time%s} time=${time%s}s ;;
esac
patience=$((patience * 2 + 120)) # an input that hangs holds its test up for longer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
executions=0

# tally adds up what the processes of one fuzz test have counted: "approved 3  declined 9 ...".
tally() {
  find "$work/tally" -type f -exec cat {} + |
    awk '{ n[$1] += $2 } END { for (o in n) sum += n[o]
      if (sum) printf "%d  approved %d  declined %d  unknown %d  not-sent %d\n", sum, n["approved"], n["declined"], n["unknown"], n["not-sent"] }'
}

for package in $(go list -e ./... | grep -vx keyindesk); do
  for name in $(go test "$package" -list '^Fuzz' | grep '^Fuzz' || true); do
    mkdir -p "$work/tally"
    # The tenth try to make an interesting input smaller is the last: more of them
    # would take the time of the search.
    if ! KEYINDESK_TALLY="$work/tally" timeout -k 10 "$patience" go test "$package" -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 10x >"$work/log" 2>&1; then
      echo "$package $name"
      cat "$work/log"
      exit 1
    fi
    inputs=$(sed -n 's/.*execs: \([0-9]*\).*/\1/p' "$work/log" | tail -1)
    answers=$(tally)
    inputs=${inputs:-0}
    if [[ -n $answers ]]; then
      executions=$((executions + ${answers%% *}))
      printf '%-36s %9d inputs, answers: %s\n' "${package#*/} $name" "$inputs" "$answers"
    else
      executions=$((executions + inputs))
      printf '%-36s %9d inputs\n' "${package#*/} $name" "$inputs"
    fi
    rm -rf "$work/tally"
  done
done
echo "executions=$executions"
