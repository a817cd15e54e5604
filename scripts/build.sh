# Building, quietly: nothing is printed but errors. Sourced by ./dev.
# shellcheck shell=bash

# Debug is what the tests run and what a developer has built anyway; Release is what is measured.
test_configuration=Debug
run_configuration=Release

web_dll=$root/Web/bin/$run_configuration/net10.0/Collab.Web.dll
bench_dll=$root/bench/bin/Release/net10.0/Collab.bench.dll

need_dotnet() {
  command -v dotnet >/dev/null ||
    die "the .NET 10 SDK is needed and 'dotnet' is not on the path: https://dotnet.microsoft.com/download"
}

# Runs a command and shows its output only if it fails; with show_steps, also how long it took.
show_steps=
step() {
  local name=$1 log started=$SECONDS
  shift
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    die "$name failed"
  fi
  rm -f "$log"
  [ -z "$show_steps" ] || printf '%-16s %4d s\n' "$name" "$((SECONDS - started))"
}

# True when nothing that the build reads has changed since the stamp was made. A folder's own time changes when a file
# in it is added, renamed or removed, so folders count as well.
is_fresh() {
  local stamp=$1
  shift
  [ -f "$stamp" ] && [ -z "$(find "$@" \( -name bin -o -name obj -o -name node_modules \) -prune -o -newer "$stamp" -print -quit)" ]
}

build_if_stale() { # build_if_stale NAME PROJECT CONFIGURATION DLL SOURCES…
  local name=$1 project=$2 configuration=$3 dll=$4 stamp
  shift 4
  stamp=$root/artifacts/build/$name-$configuration
  if [ -f "$dll" ] && is_fresh "$stamp" "$@"; then
    return
  fi
  mkdir -p "$root/artifacts/build"
  touch "$stamp.begun" # what changes while the build runs is built next time
  step "build $name" dotnet build "$project" -c "$configuration" -v quiet
  mv "$stamp.begun" "$stamp"
}

house=("$root"/Directory.*.props "$root"/global.json "$root"/.editorconfig "$root"/BannedSymbols.txt)
product=("$root"/Web "$root"/Domain "$root"/Infrastructure "$root"/Search "$root"/Identity)

build_web() {
  build_if_stale web "$root/Web/Web.csproj" "$run_configuration" "$web_dll" "${house[@]}" "${product[@]}"
}

build_bench() {
  build_if_stale bench "$root/bench/bench.csproj" Release "$bench_dll" \
    "${house[@]}" "${product[@]}" "$root/bench" "$root/tests/Support"
}

# build_older REVISION: that version of the program, beside this one; COLLAB_OLDER says where.
build_older() {
  local revision tree
  revision=$(git -C "$root" rev-parse --verify --quiet "$1^{commit}") || die "there is no revision '$1'" 2
  tree=$root/artifacts/older/$revision
  if [ ! -e "$tree/Collab.sln" ]; then
    git -C "$root" worktree prune
    git -C "$root" worktree add --quiet --detach "$tree" "$revision"
  fi
  step "build $1" dotnet build "$tree/Web/Web.csproj" -c Release -v quiet
  export COLLAB_OLDER=$tree/Web/bin/Release/net10.0/Collab.Web.dll
}

restore() { show_steps=1 step restore dotnet restore "$root/Collab.sln" -v quiet; }

# One compiler for all projects halves the time. On a build machine it is one of this build's own, and ends with it, so that
# nothing stays behind.
build_tests() {
  local compiler=()
  [ -z "${CI:-}" ] || compiler=(-p:SharedCompilationId="collab-$$")
  (
    [ -z "${CI:-}" ] || trap 'end_compiler "collab-$$"' EXIT
    show_steps=1 step build dotnet build "$root/Collab.sln" -c "$test_configuration" -v quiet -p:UseSharedCompilation=true "${compiler[@]}"
  )
}

end_compiler() { # end_compiler ID
  local version folder
  version=$(cd "$root" && dotnet --version)
  folder=$(dotnet --list-sdks | sed -n "s/^$version \[\(.*\)\]$/\1/p")
  dotnet "$folder/$version/Roslyn/bincore/VBCSCompiler.dll" -pipename:"$1" -shutdown >/dev/null 2>&1 || true
}
