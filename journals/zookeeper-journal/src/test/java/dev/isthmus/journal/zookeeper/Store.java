package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Znodes in memory, which change in steps as those of ZooKeeper do. */
final class Store {

    record Znode(String text, int version) {}

    final Map<String, Znode> znodes = new HashMap<>();
    int commits;
    private final Layout layout;

    /** Empty, for journals of this layout. */
    Store(Layout layout) {
        this.layout = layout;
    }

    /** With the znodes of a journal that was opened. */
    Store(Layout layout, Change.Check fence) {
        this(layout);
        znodes.put(fence.path(), new Znode("", fence.version()));
        znodes.put(layout.state(), new Znode(ZnodeText.write(layout, ZnodeText.State.NOTHING), 0));
    }

    Layout layout() {
        return layout;
    }

    CommitOutcome commit(List<Change> changes) {
        Map<String, Znode> before = new HashMap<>(znodes);
        for (int i = 0; i < changes.size(); i++) {
            if (!changes.get(i).match(new Applying())) {
                znodes.clear();
                znodes.putAll(before);
                return new CommitOutcome.Rejected(i, "no");
            }
        }
        commits++;
        return new CommitOutcome.Applied();
    }

    private final class Applying implements Change.Cases<Boolean> {
        @Override
        public Boolean check(Change.Check check) {
            return isAt(check.path(), check.version());
        }

        @Override
        public Boolean set(Change.Put put) {
            return isAt(put.path(), put.version())
                    && znodes.put(put.path(), new Znode(put.text(), put.version() + 1)) != null;
        }

        @Override
        public Boolean create(Change.Create create) {
            return znodes.putIfAbsent(create.path(), new Znode(create.text(), 0)) == null;
        }

        @Override
        public Boolean delete(Change.Delete delete) {
            return (delete.version() == Change.ANY || isAt(delete.path(), delete.version()))
                    && znodes.remove(delete.path()) != null;
        }

        private boolean isAt(String path, int version) {
            Znode znode = znodes.get(path);
            return znode != null && znode.version() == version;
        }
    }

    Image image() {
        Znode state = znodes.get(layout.state());
        ZnodeText.State says = ZnodeText.readState(layout.state(), state.text());
        List<Image.Chunk> chunks = Layout.numbers(znodes.keySet().stream()
                        .map(path -> path.substring(path.lastIndexOf('/') + 1))
                        .toList())
                .stream()
                .map(number -> {
                    Znode chunk = znodes.get(layout.ends(number));
                    return Image.Chunk.read(number, chunk.version(), layout.ends(number), chunk.text());
                })
                .toList();
        return new Image(state.version(), says.content(), cells(), chunks);
    }

    private SortedMap<Integer, Image.Cell> cells() {
        SortedMap<Integer, Image.Cell> cells = new TreeMap<>();
        Layout.cells(znodes.keySet().stream()
                        .map(path -> path.substring(path.lastIndexOf('/') + 1))
                        .toList())
                .forEach(number -> {
                    String path = layout.frameworks(number);
                    Znode cell = znodes.get(path);
                    cells.put(
                            number,
                            Image.Cell.read(cell.version(), ZnodeText.readFacts(path, cell.text()), cell.text()));
                });
        return cells;
    }

    KeeperInput seen() {
        Znode state = znodes.get(layout.state());
        return new KeeperInput.Seen(
                state.version(),
                ZnodeText.readState(layout.state(), state.text()).written());
    }

    /** How often each acknowledgement is there. */
    List<LaunchId> launches() {
        List<LaunchId> launches = new ArrayList<>();
        image().chunks().stream()
                .flatMap(chunk -> chunk.ends().stream())
                .flatMap(fact -> Image.EndKey.of(fact).stream())
                .filter(Image.EndKey::acknowledged)
                .forEach(end -> launches.add(end.launch()));
        return launches;
    }
}
