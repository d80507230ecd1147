#!/bin/sh
# Runs the scenarios against the fake cluster with boto3, a client that shares no code with the Java SDK.
# Needs a build of fake-ecs (mvn verify) and Debian's Python; installs python3-boto3 if it is not there.
# Exit code 0: all assertions held.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
module=$(cd "$here/../../.." && pwd)
python=${PYTHON:-/usr/bin/python3}

if [ ! -f "$module/target/class-path.txt" ] || [ ! -d "$module/target/test-classes" ]; then
    echo "fake-ecs is not built; run: mvn -pl testkit/fake-ecs -am verify" >&2
    exit 2
fi

if ! "$python" -c 'import boto3' 2>/dev/null; then
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends python3-boto3 >/dev/null
fi

work=$(mktemp -d)
mkfifo "$work/stdin"
java -cp "$module/target/test-classes:$module/target/classes:$(cat "$module/target/class-path.txt")" \
    dev.isthmus.testkit.ecs.FakeEcsMain <"$work/stdin" >"$work/endpoint" 2>"$work/log" &
fake=$!
# The fake runs as long as this end of the pipe is open.
exec 3>"$work/stdin"

finish() {
    exec 3>&-
    wait "$fake" || true
    rm -rf "$work"
}
trap finish EXIT

tries=0
while [ ! -s "$work/endpoint" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$fake" 2>/dev/null; then
        echo "The fake cluster did not start:" >&2
        cat "$work/log" >&2
        exit 2
    fi
    sleep 0.1
done

export AWS_ACCESS_KEY_ID=fake AWS_SECRET_ACCESS_KEY=fake AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
# The fake is on this machine; a proxy of this process's environment does not lead there.
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost
export PYTHONDONTWRITEBYTECODE=1
endpoint=$(head -n 1 "$work/endpoint")

for scenario in scenario limits operations fetch; do
    "$python" "$here/$scenario.py" "$endpoint"
done

# The AWS command line too, where it is installed.
if command -v aws >/dev/null 2>&1; then
    sh "$here/aws.sh" "$endpoint"
fi
