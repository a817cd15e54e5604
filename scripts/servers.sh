# The servers and the browser that tests need, from Debian's packages. Sourced by ./dev.
# shellcheck shell=bash

policy=/usr/sbin/policy-rc.d

packages_of() {
  case $1 in
    mariadb) echo mariadb-server ;;
    redis) echo redis-server ;;
    chromium) echo "chromium-headless-shell fonts-liberation fonts-noto-color-emoji" ;;
  esac
}

is_installed() {
  case $1 in
    mariadb) PATH=$PATH:/usr/sbin command -v mariadbd >/dev/null && command -v mariadb-install-db >/dev/null ;;
    redis) command -v redis-server >/dev/null ;;
    chromium) is_preferred chromium || command -v chromium >/dev/null ;;
  esac
}

# Chromium with all its windows will do, but its shell that draws none takes half of its time.
is_preferred() {
  case $1 in
    chromium) command -v chromium-headless-shell >/dev/null ;;
    *) is_installed "$1" ;;
  esac
}

# Installs what is missing, or says how; what would only be better is installed where that is possible. Arguments: mariadb,
# redis, chromium.
need_servers() {
  local what missing=() wanted=()
  for what in "$@"; do
    # shellcheck disable=SC2207 # package names have no blanks
    is_installed "$what" || missing+=($(packages_of "$what"))
    # shellcheck disable=SC2207
    is_preferred "$what" || wanted+=($(packages_of "$what"))
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  if [ ${#missing[@]} -eq 0 ]; then
    ! can_install || (install_quietly "${wanted[@]}") || true
    return 0
  fi
  command -v apt-get >/dev/null || die "the tests need these and apt-get is not here to install them: ${missing[*]}"
  can_install ||
    die "the tests need packages that are missing. Run ./dev test as root, or: sudo apt-get install ${missing[*]}"
  printf 'installing %s\n' "${wanted[*]}"
  (install_quietly "${wanted[@]}") || die "apt-get could not install: ${wanted[*]}"
  for what in "$@"; do
    is_installed "$what" || die "$(packages_of "$what") was installed, but $what still is not there"
  done
}

can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

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
