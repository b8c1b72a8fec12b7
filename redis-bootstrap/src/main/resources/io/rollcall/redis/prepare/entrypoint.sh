#!/bin/sh
# Usage: entrypoint.sh redis-server /etc/redis/redis.conf [ARGUMENT...]. Written by redis-bootstrap prepare; the same in every pod.
# An empty master that starts wipes its replicas. Init containers do not run again when only this container restarts,
# so here it waits until a replica was promoted. REDISCLI_AUTH is the password; ROLLCALL_CLI_OPTIONS may say --tls ...
set -u
here=$(dirname "$0")
conf=${ROLLCALL_NODES_CONF:-/data/nodes.conf}
data=${ROLLCALL_DATA_DIR:-$(dirname "$conf")}
left=${ROLLCALL_HOLD_SECONDS:-120}
cli=$(dirname "$1")/$(basename "$1" -server)-cli
[ -x "$cli" ] || cli=$(basename "$1" -server)-cli
export REDISCLI_AUTH="${REDISCLI_AUTH:-${REDIS_PASSWORD:-}}"
[ -n "$REDISCLI_AUTH" ] || unset REDISCLI_AUTH

ask() { # shellcheck disable=SC2086 # the options are words
  timeout 3 "$cli" ${REDIS_USERNAME:+--user "$REDIS_USERNAME"} ${ROLLCALL_CLI_OPTIONS:-} -h "$1" -p "$2" "$3" ${4:-} </dev/null 2>/dev/null
}
has_data() {
  [ -n "$(find "$data" ! -name 'temp-*' \( -name '*.incr.aof' -size +0c \) -o \( \( -name '*.rdb' -o -name '*.aof' \) -size +255c \) 2>/dev/null)" ]
}
holding() { # says why; fails if nothing can be lost
  me=$(while read -r id _ flags _ _ _ _ _ slots; do
    case "$flags,${slots:+owner}" in *myself*master*,owner) echo "$id" ;; esac
  done <"$conf")
  [ -n "$me" ] || return 1
  why=$(while read -r _ at _ master _; do
    [ "$master" = "$me" ] || continue
    at=${at%%[@,]*} keys=$(ask "${at%:*}" "${at##*:}" DBSIZE)
    case $(ask "${at%:*}" "${at##*:}" CLUSTER NODES) in *myself,master*) echo promoted; break ;; esac
    case $keys in 0) ;; [1-9]*) echo "replica $at holds $keys keys" ;; *) echo "replica $at does not answer" ;; esac
  done <"$conf")
  case $why in '' | *promoted*) return 1 ;; *) echo "$why" ;; esac
}

while [ -r "$conf" ] && [ "${ROLLCALL_START_EMPTY:-no}" != yes ] && ! has_data && reason=$(holding); do
  echo "rollcall: this master is empty, waiting for a replica to be promoted: $reason" >&2
  [ "$left" -gt 0 ] || { echo "rollcall: not started; ROLLCALL_START_EMPTY=yes would give up those keys" >&2; exit 3; }
  left=$((left - 1))
  sleep 1
done
# The last one wins: what the caller says comes after what was prepared.
server=$1 file=
shift
case ${1:-} in '' | -*) ;; *) file=$1; shift ;; esac
case $("$server" --version) in *v=6.*) new='' ;; *v=7.[01].*) new=7.0 ;; *) new='7.0 7.2' ;; esac
for version in $new; do
  [ -r "$here/rollcall-$version.conf" ] && set -- --include "$here/rollcall-$version.conf" "$@"
done
exec "$server" ${file:+"$file"} "$@"
