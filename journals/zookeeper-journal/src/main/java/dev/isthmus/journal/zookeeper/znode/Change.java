package dev.isthmus.journal.zookeeper.znode;

/** One change of an atomic multi-operation in ZooKeeper. */
public sealed interface Change {

    /** The znode that it is about. */
    String path();

    /** Answers with the case of its kind. */
    <R> R match(Cases<R> cases);

    /** A case for each kind. */
    interface Cases<R> {
        R check(Check check);

        R set(Put put);

        R create(Create create);

        R delete(Delete delete);
    }

    /** Changes nothing; wants a znode to be there, with this version. */
    record Check(String path, int version) implements Change {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.check(this);
        }
    }

    /** Gives a znode that has this version other data, and the next version. */
    record Put(String path, String text, int version) implements Change {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.set(this);
        }
    }

    /** Makes a znode, which has version 0; an ephemeral one goes with the session. */
    record Create(String path, String text, boolean ephemeral) implements Change {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.create(this);
        }
    }

    /** Takes a znode away that has this version, or any if that is {@link #ANY}. */
    record Delete(String path, int version) implements Change {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.delete(this);
        }
    }

    /** Stands for any version. */
    int ANY = -1;
}
