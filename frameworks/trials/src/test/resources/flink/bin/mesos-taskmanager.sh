#!/usr/bin/env bash
# In the place of Flink's own script of this name, which is in no registry of Maven's: runs a TaskManager beside what was fetched.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
opts=$(sed -n 's/^env\.java\.opts: *//p' "$home/conf/flink-conf.yaml")
export FLINK_CONF_DIR=$home/conf FLINK_BIN_DIR=$home/bin FLINK_LIB_DIR=$home/lib
# JVM_ARGS and the options are words to be split, as in Flink's own.
exec "$java" ${JVM_ARGS:-} $opts "-Dlog4j.configurationFile=file:$home/conf/log4j.properties" -cp "$home/lib/*" \
  org.apache.flink.mesos.entrypoint.MesosTaskExecutorRunner "$@"
