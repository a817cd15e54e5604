# The servers and the browser that tests need, from Debian's packages. Sourced by ./dev.
# shellcheck shell=bash

policy=/usr/sbin/policy-rc.d

packages_of() {
  case $1 in
    mariadb) echo mariadb-server ;;
    redis) echo redis-server ;;
    chromium) echo "chromium fonts-liberation fonts-noto-color-emoji" ;;
  esac
}

is_installed() {
  case $1 in
    mariadb) PATH=$PATH:/usr/sbin command -v mariadbd >/dev/null && command -v mariadb-install-db >/dev/null ;;
    redis) command -v redis-server >/dev/null ;;
    chromium) command -v chromium >/dev/null ;;
  esac
}

# Installs what is missing, or says how. Arguments: mariadb, redis, chromium.
need_servers() {
  local what missing=()
  for what in "$@"; do
    # shellcheck disable=SC2207 # package names have no blanks
    is_installed "$what" || missing+=($(packages_of "$what"))
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "the tests need these and apt-get is not here to install them: ${missing[*]}"
  [ "$(id -u)" -eq 0 ] ||
    die "the tests need packages that are missing. Run ./dev test as root, or: sudo apt-get install ${missing[*]}"
  printf 'installing %s\n' "${missing[*]}"
  (install_quietly "${missing[@]}") || die "apt-get could not install: ${missing[*]}"
  for what in "$@"; do
    is_installed "$what" || die "$(packages_of "$what") was installed, but $what still is not there"
  done
}

# The packages' own services must not start: tests run private ones. A policy that is already here stays as it is and,
# as such a policy does on build machines, decides. Runs in a subshell, so that the trap ends with it.
install_quietly() {
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  step "apt-get update" apt-get update -q
  step "apt-get install" apt-get install -q -y --no-install-recommends "$@"
}
