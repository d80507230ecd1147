// A framework over mesos-go: it launches tasks that end by themselves, one that it kills and one that its teardown ends, two on each offer. It prints what it
// has seen, and ends with 0 once the master has closed its stream.
//
// Usage: framework URI protobuf|json
package main

import (
	"context"
	"fmt"
	"io"
	"os"

	mesos "github.com/mesos/mesos-go/api/v1/lib"
	"github.com/mesos/mesos-go/api/v1/lib/encoding/codecs"
	"github.com/mesos/mesos-go/api/v1/lib/httpcli"
	"github.com/mesos/mesos-go/api/v1/lib/httpcli/httpsched"
	"github.com/mesos/mesos-go/api/v1/lib/resources"
	"github.com/mesos/mesos-go/api/v1/lib/scheduler"
	"github.com/mesos/mesos-go/api/v1/lib/scheduler/calls"
)

const (
	short         = "short"
	killed        = "killed"
	left          = "left"
	shortTasks    = 3
	allTasks      = shortTasks + 2
	tasksAnOffer  = 2
	shortCommand  = "sleep 0.5"
	longCommand   = "sleep 600"
	cpusOfATask   = 0.1
	memoryOfATask = 32
)

type framework struct {
	caller   calls.Caller
	id       string
	waiting  []string
	launched int
	running  map[string]bool
	finished map[string]bool
	killed   map[string]bool
}

func main() {
	types := map[string]httpcli.Opt{
		"protobuf": httpcli.Codec(codecs.ByMediaType[codecs.MediaTypeProtobuf]),
		"json":     httpcli.Codec(codecs.ByMediaType[codecs.MediaTypeJSON]),
	}
	if len(os.Args) != 3 || types[os.Args[2]] == nil {
		fmt.Println("Usage: framework URI protobuf|json")
		os.Exit(2)
	}
	f := &framework{
		caller:   httpsched.NewCaller(httpcli.New(httpcli.Endpoint(os.Args[1]), types[os.Args[2]])),
		running:  map[string]bool{},
		finished: map[string]bool{},
		killed:   map[string]bool{},
	}
	for i := 1; i <= shortTasks; i++ {
		f.waiting = append(f.waiting, fmt.Sprintf("%s-%d", short, i))
	}
	f.waiting = append(f.waiting, killed, left)
	if err := f.run(); err != nil {
		fmt.Println("ERROR", err)
		os.Exit(1)
	}
	fmt.Printf("RESULT launched %d, running %d, finished %d, killed %d\n",
		f.launched, len(f.running), len(f.finished), len(f.killed))
}

// run subscribes, and answers each event until the stream ends.
func (f *framework) run() error {
	timeout := 60.0
	stream, err := f.caller.Call(context.Background(),
		calls.Subscribe(&mesos.FrameworkInfo{User: "root", Name: "go-trial", FailoverTimeout: &timeout}))
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		var event scheduler.Event
		if err := stream.Decode(&event); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := f.answer(&event); err != nil {
			return err
		}
	}
}

func (f *framework) answer(event *scheduler.Event) error {
	switch event.GetType() {
	case scheduler.Event_SUBSCRIBED:
		f.id = event.GetSubscribed().GetFrameworkID().GetValue()
		fmt.Println("subscribed as", f.id)
	case scheduler.Event_OFFERS:
		for _, offer := range event.GetOffers().GetOffers() {
			if err := f.use(offer); err != nil {
				return err
			}
		}
	case scheduler.Event_UPDATE:
		return f.take(event.GetUpdate().GetStatus())
	case scheduler.Event_ERROR:
		return fmt.Errorf("the master says: %s", event.GetError().GetMessage())
	}
	return nil
}

func (f *framework) call(call *scheduler.Call) error {
	return calls.CallNoData(context.Background(), f.caller, call.With(calls.Framework(f.id)))
}

func (f *framework) use(offer mesos.Offer) error {
	var tasks []mesos.TaskInfo
	for len(tasks) < tasksAnOffer && len(f.waiting) > 0 {
		tasks = append(tasks, task(f.waiting[0], offer.AgentID))
		f.waiting = f.waiting[1:]
		f.launched++
	}
	if len(tasks) == 0 {
		return f.call(calls.Decline(offer.ID))
	}
	return f.call(calls.Accept(calls.OfferOperations{calls.OpLaunch(tasks...)}.WithOffers(offer.ID)))
}

func task(name string, agent mesos.AgentID) mesos.TaskInfo {
	command := shortCommand
	if name == killed || name == left {
		command = longCommand
	}
	return mesos.TaskInfo{
		Name:    name,
		TaskID:  mesos.TaskID{Value: name},
		AgentID: agent,
		Command: &mesos.CommandInfo{Value: &command},
		Resources: []mesos.Resource{
			resources.NewCPUs(cpusOfATask).Resource,
			resources.NewMemory(memoryOfATask).Resource,
		},
	}
}

func (f *framework) take(status mesos.TaskStatus) error {
	name := status.GetTaskID().Value
	fmt.Println(name, "is", status.GetState())
	if len(status.GetUUID()) > 0 {
		if err := f.call(calls.Acknowledge(status.GetAgentID().GetValue(), name, status.GetUUID())); err != nil {
			return err
		}
	}
	switch status.GetState() {
	case mesos.TASK_RUNNING:
		if name == killed && !f.running[name] {
			if err := f.call(calls.Kill(name, status.GetAgentID().GetValue())); err != nil {
				return err
			}
		}
		f.running[name] = true
	case mesos.TASK_FINISHED:
		f.finished[name] = true
	case mesos.TASK_KILLED:
		f.killed[name] = true
	}
	if len(f.running) == allTasks && len(f.finished) == shortTasks && len(f.killed) == 1 {
		return f.call(&scheduler.Call{Type: scheduler.Call_TEARDOWN})
	}
	return nil
}
