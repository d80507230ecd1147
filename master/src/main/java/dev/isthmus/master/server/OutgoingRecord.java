package dev.isthmus.master.server;

/** A record that is encoded when its turn comes, by a thread of the server, so that what waits for a slow client costs little. Immutable. */
public interface OutgoingRecord {

    /** About how many bytes it holds while it waits; 0 or more, and the same whenever it is asked, for each stream counts it in and out again. */
    int size();

    /** Its bytes, without the length before them, which nobody changes. Called once for each stream that it is sent on. */
    byte[] encode();
}
