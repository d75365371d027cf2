# Sourced by deploy/backup and deploy/restore: runs the program that both are.
set -euo pipefail
umask 077 # a backup holds everything that InCharge has, so others may not read it

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
. "$home/.mvn/jdk.sh"

databases() { # backup or restore, and the directory
  local jars=("$home"/local/target/local-*.jar) libraries=("$home"/local/target/lib/*.jar)
  if [ ! -f "${jars[0]}" ] || [ ! -f "${libraries[0]}" ]; then
    echo "Building (the first time takes a minute) ..." >&2
    (umask 022 && cd "$home" && ./mvnw -q -DskipTests -pl local -am package)
    jars=("$home"/local/target/local-*.jar) libraries=("$home"/local/target/lib/*.jar)
  fi
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m --enable-native-access=ALL-UNNAMED \
    -Dlogback.configurationFile=incharge/local/logback.xml \
    -cp "${jars[0]}$(printf ':%s' "${libraries[@]}")" incharge.local.backup.BackupAndRestore "$@"
}
