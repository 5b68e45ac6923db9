package dev.sallyport.local.compute;

import com.google.protobuf.Message;

/** A collection that clients only read, and that is as on Google Cloud: regions and zones. */
final class ReadOnlyBehaviour extends Behaviour<Message> {
    ReadOnlyBehaviour(String collection) {
        super(collection, Message.class);
    }
}
