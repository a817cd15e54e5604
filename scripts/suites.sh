# Running the test programs one after another and adding up. Sourced by ./dev.
# shellcheck shell=bash

all_suites=(Architecture Domain Search Identity Infrastructure Web e2e)
suite_options=()
suite_minutes=${COLLAB_SUITE_MINUTES:-40}

# Test programs live for minutes: what the runtime measures to optimize for hours costs them a fifth of their time.
export DOTNET_TieredPGO=${DOTNET_TieredPGO:-0}
# And they run only what was built here: no need to map each piece of code twice, once to write it and once to run it.
export DOTNET_EnableWriteXorExecute=${DOTNET_EnableWriteXorExecute:-0}

# What tests keep for minutes needs no disk: databases write as durably as ever, only into memory, where that has room for all
# that a suite leaves behind. Sets suite_memory to the folder, or to nothing.
suite_memory=
take_memory() {
  local gigabyte=1048576 room free
  suite_memory=
  room=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
  [ "${room:-0}" -ge $((12 * gigabyte)) ] && [ "${free:-0}" -ge $((8 * gigabyte)) ] || return 0
  suite_memory=$(mktemp -d /dev/shm/collab-XXXXXX)
  chmod 711 "$suite_memory" # a database server runs as somebody else
  trap give_memory_back EXIT
}

give_memory_back() { [ -z "$suite_memory" ] || rm -rf "$suite_memory"; }

is_suite() { [[ " ${all_suites[*]} " == *" $1 "* ]]; }

suite_program() {
  local name=$1.Tests folder=tests/$1.Tests
  [ "$1" != e2e ] || { name=e2e && folder=e2e; }
  printf '%s/%s/bin/%s/net10.0/Collab.%s.dll\n' "$root" "$folder" "$test_configuration" "$name"
}

need_for_suites() {
  local suite needs=""
  for suite in "$@"; do
    case $suite in
      Identity | Infrastructure | Web) needs="$needs mariadb redis" ;;
      e2e) needs="$needs mariadb redis chromium" ;;
    esac
  done
  # shellcheck disable=SC2046 # one word per need
  need_servers $(printf '%s\n' $needs | sort -u)
}

# The number after "failed:" and the like in the summary that Microsoft.Testing.Platform prints; 0 when there is none.
summary_figure() { awk -v key="$1:" '$1 == key { n = $2 } END { print n + 0 }' "$2"; }

# What failed, one after another, each with the first lines of its reason: of a long log mostly the end is kept, and the
# failure is seldom there.
print_failures() {
  awk -v suite="$1" -v most=40 '
    /^failed / { print suite ": " $0; left = most; next }
    /^[^ \t]/ { left = 0 }
    left > 0 { print; left-- }' "$2"
}

# What was still running when a suite had to be ended: each test once, with how long it had run.
print_unended() {
  awk -v suite="$1" '
    /^\[Long Running Test\] / { line = $0; sub(/, Elapsed: .*/, "", line); last[line] = $0 }
    END { for (line in last) print suite ": " last[line] }' "$2"
}

run_suites() {
  local suite passed=0 failed=0 failed_suites=()
  for suite in "$@"; do
    run_suite "$suite"
    passed=$((passed + suite_passed))
    failed=$((failed + suite_failed))
    [ "$suite_failed" -eq 0 ] || failed_suites+=("$suite")
  done
  for suite in "${failed_suites[@]}"; do
    print_failures "$suite" "$root/artifacts/tests/$suite.log"
    print_unended "$suite" "$root/artifacts/tests/$suite.log"
  done
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}

# Sets suite_passed and suite_failed and prints one line; whatever is wrong with a suite as a whole (it crashed, hung,
# or ran nothing) counts as one failure more, so that no total can look clean by accident.
run_suite() {
  local suite=$1 started=$SECONDS code=0 log trouble="" skipped
  log=$root/artifacts/tests/$suite.log
  mkdir -p "$root/artifacts/tests"
  take_memory
  # Asked to end first, it still says what passed and what failed so far.
  timeout --foreground --kill-after=30 "$((suite_minutes + 1))m" env ${suite_memory:+TMPDIR="$suite_memory"} dotnet "$(suite_program "$suite")" \
    --timeout "${suite_minutes}m" --long-running 180 --xunit-diagnostics on \
    --progress off --no-ansi "${suite_options[@]}" >"$log" 2>&1 </dev/null || code=$?
  give_memory_back
  suite_passed=$(summary_figure succeeded "$log")
  suite_failed=$(summary_figure failed "$log")
  skipped=$(summary_figure skipped "$log")
  if [ "$code" -eq 3 ] || [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then # 3: the program ended itself at its --timeout
    trouble="did not end within $suite_minutes minutes"
  elif [ $((suite_passed + suite_failed)) -eq 0 ]; then
    trouble="ran no test (exit code $code)"
  elif [ "$code" -ne 0 ] && [ "$suite_failed" -eq 0 ]; then
    trouble="ended with exit code $code"
  fi
  [ -z "$trouble" ] || suite_failed=$((suite_failed + 1))
  printf '%-16s %4d s  %5d passed %4d failed %4d skipped%s\n' \
    "$suite" "$((SECONDS - started))" "$suite_passed" "$suite_failed" "$skipped" "${trouble:+  ($trouble)}"
  if [ "$suite_failed" -gt 0 ]; then
    sed 's/^/    /' "$log" | tail -n "${COLLAB_LOG_LINES:-200}"
    printf '    whole log: %s\n' "artifacts/tests/$suite.log"
  fi
}
