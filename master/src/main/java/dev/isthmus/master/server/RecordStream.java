package dev.isthmus.master.server;

/** A stream of records to one client. Any thread may call its methods; neither blocks. After the end, and after it has broken, both do nothing. */
public interface RecordStream {

    /** Sends one record after those before it. A client that lets too much wait is cut off. */
    void send(OutgoingRecord record);

    /** Ends the stream after all that was sent before. */
    void end();
}
