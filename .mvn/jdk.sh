# Sourced by ./run and ./mvnw: sets JAVA_HOME to a JDK 25, whatever `java` on the PATH is.

jdk_release() { # the feature release of the JDK in directory $1, empty when there is none
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk_25() {
  set +f
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ "$(jdk_release "$candidate")" = 25 ]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME="$(find_jdk_25)"; then
  echo "InCharge needs a JDK 25 and found none in JAVA_HOME, /usr/lib/jvm, ~/.sdkman, ~/.jdks or /opt." >&2
  echo "Install one, for example: sdk install java 25-tem   (or your system's temurin-25-jdk package), or set JAVA_HOME." >&2
  exit 1
fi
export JAVA_HOME
