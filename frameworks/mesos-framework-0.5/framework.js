"use strict";

// Launches tasks that end by themselves, one that it kills and one that its teardown ends. Prints what it has seen; ends with 0 once it is torn down, and
// with 1 on whatever the client calls an error.
//
// Usage: node framework.js HOST PORT

const { Scheduler, Mesos } = require("mesos-framework");

const [host, port] = process.argv.slice(2);
const mesos = Mesos.getMesos();
const SHORT = 3;
const ALL = SHORT + 2;

function tasks(instances, command) {
    return {
        instances,
        commandInfo: new mesos.CommandInfo(null, null, true, command, null, null),
        resources: { cpus: 0.1, mem: 32, ports: 1, disk: 0 },
    };
}

const scheduler = new Scheduler({
    masterUrl: host,
    port,
    frameworkName: "node-trial",
    // Above the 15 s between two heartbeats: its own default is below.
    masterConnectionTimeout: 20,
    logging: { path: ".", fileName: "mesos-framework.log", level: "info" },
    tasks: { short: tasks(SHORT, "sleep 0.5"), killed: tasks(1, "sleep 600"), left: tasks(1, "sleep 600") },
});

const seen = { TASK_RUNNING: new Set(), TASK_FINISHED: new Set(), TASK_KILLED: new Set() };
let unacknowledged = 0;
let heartbeats = 0;
let leaving = false;

function count(state) {
    return seen[state].size;
}

scheduler.on("ready", () => scheduler.subscribe());
scheduler.on("subscribed", (told) => console.log("subscribed as " + told.frameworkId));
scheduler.on("heartbeat", () => heartbeats++);
scheduler.on("error", (error) => {
    // The end of its stream is an error to it, and after the teardown it is to end.
    if (!leaving) {
        console.log("ERROR " + (error.message || error) + "\n" + (error.stack || ""));
        process.exit(1);
    }
});

scheduler.on("update", ({ status }) => {
    const task = status.task_id.value;
    console.log(task + " is " + status.state);
    // It has sent an acknowledgement of what wants one.
    unacknowledged += status.uuid ? 1 : 0;
    const known = seen[status.state];
    if (known && !known.has(task)) {
        known.add(task);
        if (status.state === "TASK_RUNNING" && task.includes(".killed-")) {
            scheduler.kill(task, status.agent_id.value);
        }
    }
});

scheduler.on("sent_acknowledge", () => {
    unacknowledged--;
    if (
        unacknowledged === 0 &&
        count("TASK_RUNNING") === ALL &&
        count("TASK_FINISHED") === SHORT &&
        count("TASK_KILLED") === 1
    ) {
        leaving = true;
        scheduler.teardown();
    }
});

scheduler.on("sent_teardown", () => {
    console.log("heartbeats: " + heartbeats);
    console.log(
        "RESULT launched " + (ALL - scheduler.pendingTasks.length) +
            ", running " + count("TASK_RUNNING") +
            ", finished " + count("TASK_FINISHED") +
            ", killed " + count("TASK_KILLED")
    );
    process.exit(0);
});
