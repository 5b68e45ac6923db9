package dev.sallyport.local.compute;

import com.google.protobuf.Message;

/** The behaviour of a collection that does what all collections do and nothing else. */
final class PlainBehaviour extends Behaviour<Message> {
    PlainBehaviour(String collection) {
        super(collection, Message.class);
    }
}
