package dev.isthmus.master.election;

import dev.isthmus.master.gate.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of several masters leads, as a state machine: each has an ephemeral, numbered znode, and the smallest number leads (src/zookeeper/contender.cpp,
 * src/zookeeper/group.cpp). One that has lost the lead does not come back: as with Mesos its process ends, and is started anew by whoever looks after it. One that has
 * not led enters again in its next session.
 */
final class Election {

    /** How long after something failed it is tried again. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Leadership.Elsewhere itself;
    private final ElectionInput.Cases inputs = new Inputs();
    private final List<ElectionOutput> outputs = new ArrayList<>();
    private Leadership leadership = new Leadership.Nowhere();
    /** The how many-th session this is; what is answered from an earlier one says nothing. */
    private int session;

    private boolean isConnected;
    private boolean isRetired;
    /** Whether something is asked for and not answered. */
    private boolean isAsking;
    /** Whether the znodes may have changed since they were asked for. */
    private boolean isStale;

    private String complaint = "";

    /** @param itself where this master is */
    Election(Leadership.Elsewhere itself) {
        this.itself = itself;
    }

    /** Takes one step; what is to be done, in order. */
    List<ElectionOutput> step(ElectionInput input) {
        if (!isRetired) {
            input.match(inputs);
        }
        List<ElectionOutput> done = List.copyOf(outputs);
        outputs.clear();
        return done;
    }

    private void look() {
        if (!isConnected) {
            return;
        }
        if (isAsking) {
            isStale = true;
            return;
        }
        isAsking = true;
        isStale = false;
        outputs.add(new ElectionOutput.Look(session));
    }

    private boolean leads() {
        return leadership instanceof Leadership.Leading;
    }

    private void stand(Leadership next) {
        if (!next.equals(leadership)) {
            leadership = next;
            outputs.add(new ElectionOutput.Stand(next));
        }
    }

    private void retire(String why) {
        isRetired = true;
        outputs.add(new ElectionOutput.Retire(why));
    }

    /** Of two that are ours one was made by an attempt whose answer was lost. */
    private void choose(List<Contestant> contestants) {
        List<Contestant> ours = contestants.stream()
                .filter(Contestant::isOurs)
                .sorted(Contestant.FIRST)
                .toList();
        if (ours.isEmpty()) {
            if (leads()) {
                retire("its znode in ZooKeeper was deleted");
            } else {
                isAsking = true;
                outputs.add(new ElectionOutput.Enter(session));
            }
            return;
        }
        if (ours.size() > 1) {
            isAsking = true;
            outputs.add(
                    new ElectionOutput.Remove(session, ours.get(ours.size() - 1).node()));
        }
        Contestant first = contestants.stream().min(Contestant.FIRST).orElseThrow();
        if (first.isOurs()) {
            stand(new Leadership.Leading());
        } else if (leads()) {
            retire("another master's znode in ZooKeeper, " + first.node() + ", comes before its own");
        } else {
            stand(follow(first));
        }
    }

    /** One that leads where this one listens is this one's predecessor, whose session is not over yet: who is sent there comes back here. */
    private Leadership follow(Contestant leader) {
        Optional<Leadership.Elsewhere> address = leader.address().filter(its -> !its.equals(itself));
        return address.<Leadership>map(its -> its).orElse(new Leadership.Nowhere());
    }

    private final class Inputs implements ElectionInput.Cases {

        @Override
        public void connected(ElectionInput.Connected input) {
            isConnected = true;
            look();
        }

        @Override
        public void lost(ElectionInput.Lost input) {
            session++;
            isConnected = false;
            isAsking = false;
            if (leads()) {
                retire("its session with ZooKeeper has ended");
            } else {
                stand(new Leadership.Nowhere());
            }
        }

        @Override
        public void refused(ElectionInput.Refused input) {
            retire("ZooKeeper does not take its user and password");
        }

        @Override
        public void changed(ElectionInput.Changed input) {
            if (input.session() == session) {
                look();
            }
        }

        @Override
        public void listed(ElectionInput.Listed input) {
            if (input.session() == session) {
                isAsking = false;
                complaint = "";
                choose(input.contestants());
                goOn();
            }
        }

        @Override
        public void entered(ElectionInput.Entered input) {
            if (input.session() == session) {
                isAsking = false;
                look();
            }
        }

        @Override
        public void failed(ElectionInput.Failed input) {
            if (input.session() == session) {
                // Asked again after a while: until then nothing else is.
                outputs.add(new ElectionOutput.Wake(session, PAUSE));
                if (!complaint.equals(input.why())) {
                    complaint = input.why();
                    outputs.add(new ElectionOutput.Complain(input.why()));
                }
            }
        }

        @Override
        public void tick(ElectionInput.Tick input) {
            if (input.session() == session) {
                isAsking = false;
                look();
            }
        }

        private void goOn() {
            if (isStale && !isAsking && !isRetired) {
                look();
            }
        }
    }
}
