package dev.isthmus.master.election;

import dev.isthmus.master.gate.Leadership;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Three masters, each started anew when it is over, before a ZooKeeper of a map, whose answers and watches arrive when they are told to. */
final class ElectionRig {

    /** What may happen next, to one of the masters. */
    enum Event {
        /** What it asked is done, and the answer arrives. */
        ANSWER,
        /** The same: most of the time nothing goes wrong. */
        ANSWER_TOO,
        /** What it asked is done, the answer is lost, and it is asked again, as a client does after a cut. */
        LOSE,
        /** ZooKeeper ends its session, and tells the others; it does not hear of it yet. */
        EXPIRE,
        /** It hears that its session is over, and has another. */
        HEAR,
        /** A watch arrives. */
        WATCH
    }

    private final SortedMap<Integer, Long> znodes = new TreeMap<>();
    private final List<Member> members = new ArrayList<>();
    private int numbers;
    private long sessions;

    ElectionRig() {
        for (int i = 0; i < 3; i++) {
            members.add(new Member(i));
        }
    }

    void play(Event event, int choice) {
        members.get(choice % members.size()).play(event);
    }

    List<Integer> leadersWithASession() {
        return members.stream()
                .filter(member -> member.leads && !member.isExpired)
                .map(member -> member.port)
                .toList();
    }

    /** Nothing goes wrong any more. */
    void settle() {
        for (int i = 0; i < 200; i++) {
            for (Member member : members) {
                if (member.isExpired) {
                    member.play(Event.HEAR);
                }
                member.play(Event.WATCH);
                member.play(Event.ANSWER);
            }
        }
    }

    /** What is wrong with a quiet election; empty if nothing is. */
    Optional<String> problem() {
        List<Member> leading = members.stream().filter(member -> member.leads).toList();
        if (leading.size() != 1) {
            return Optional.of(leading.size() + " lead");
        }
        Leadership leader = leading.get(0).address();
        boolean allKnow =
                members.stream().filter(member -> !member.leads).allMatch(member -> member.stands.equals(leader));
        return allKnow && znodes.size() == members.size()
                ? Optional.empty()
                : Optional.of("not all know the leader, or the znodes are " + znodes);
    }

    private final class Member {

        private final int port;
        private Election election;
        private long session;
        /** The how many-th session this is of its election. */
        private int current;

        private boolean isExpired;
        private boolean isWatching;
        private boolean isToBeTold;
        private boolean leads;
        private Leadership stands = new Leadership.Nowhere();
        private final Deque<Supplier<ElectionInput>> asked = new ArrayDeque<>();

        Member(int index) {
            port = 5050 + index;
            election = new Election(address());
            begin();
        }

        private Leadership.Elsewhere address() {
            return new Leadership.Elsewhere("master", port);
        }

        private void begin() {
            session = ++sessions;
            isExpired = false;
            isWatching = false;
            isToBeTold = false;
            asked.clear();
            step(new ElectionInput.Connected());
        }

        void play(Event event) {
            switch (event) {
                case ANSWER, ANSWER_TOO -> {
                    if (!asked.isEmpty() && !isExpired) {
                        step(asked.remove().get());
                    }
                }
                case LOSE -> {
                    if (!asked.isEmpty() && !isExpired) {
                        var unused = asked.element().get();
                    }
                }
                case EXPIRE -> expire();
                case HEAR -> {
                    if (isExpired) {
                        step(new ElectionInput.Lost());
                        begin();
                    }
                }
                case WATCH -> {
                    if (isToBeTold && !isExpired) {
                        isToBeTold = false;
                        step(new ElectionInput.Changed(current));
                    }
                }
            }
        }

        private void expire() {
            isExpired = true;
            znodes.values().removeIf(owner -> owner == session);
            changed();
        }

        private void step(ElectionInput input) {
            if (input instanceof ElectionInput.Lost) {
                current++;
            }
            election.step(input).forEach(output -> output.match(new Performed()));
        }

        private final class Performed implements ElectionOutput.Cases {

            @Override
            public void look(ElectionOutput.Look output) {
                asked.add(() -> {
                    isWatching = true;
                    List<Contestant> found = new ArrayList<>();
                    znodes.forEach((number, owner) -> found.add(new Contestant(
                            Contestant.PREFIX + String.format(Locale.ROOT, "%010d", number),
                            owner == session,
                            members.stream()
                                    .filter(member -> member.session == owner)
                                    .map(Member::address)
                                    .findFirst())));
                    return new ElectionInput.Listed(output.session(), found);
                });
            }

            @Override
            public void enter(ElectionOutput.Enter output) {
                asked.add(() -> {
                    znodes.put(++numbers, session);
                    changed();
                    return new ElectionInput.Entered(output.session());
                });
            }

            @Override
            public void remove(ElectionOutput.Remove output) {
                asked.add(() -> {
                    znodes.remove(Integer.parseInt(output.node().substring(Contestant.PREFIX.length())));
                    changed();
                    return new ElectionInput.Entered(output.session());
                });
            }

            @Override
            public void wake(ElectionOutput.Wake output) {
                throw new AssertionError("nothing fails here");
            }

            @Override
            public void complain(ElectionOutput.Complain output) {
                throw new AssertionError("nothing fails here");
            }

            @Override
            public void stand(ElectionOutput.Stand output) {
                stands = output.leadership();
                leads = stands instanceof Leadership.Leading;
            }

            /** Its process ends, and another one is started in its place. */
            @Override
            public void retire(ElectionOutput.Retire output) {
                if (!isExpired) {
                    expire();
                }
                leads = false;
                stands = new Leadership.Nowhere();
                election = new Election(address());
                current = 0;
            }
        }
    }

    private void changed() {
        members.stream().filter(member -> member.isWatching).forEach(member -> {
            member.isWatching = false;
            member.isToBeTold = true;
        });
    }
}
