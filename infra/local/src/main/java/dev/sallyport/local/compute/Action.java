package dev.sallyport.local.compute;

import com.google.protobuf.Message;

/** A method of a collection's own, such as setNamedPorts or getHealth. */
sealed interface Action<M extends Message> {

    /** Makes another resource of the one that is there; answers an operation. */
    record Change<M extends Message>(String operationType, Changer<M> changer) implements Action<M> {}

    /** Changes something else than one resource that is there; answers an operation. */
    record Effect<M extends Message>(Effector effector) implements Action<M> {}

    /** Answers a message at once and changes nothing. */
    record Answer<M extends Message>(Answerer answerer) implements Action<M> {}

    @FunctionalInterface
    interface Changer<M extends Message> {
        /** @return the resource as it is from now on; the same one if what changed lies elsewhere */
        M change(Transaction transaction, Link link, M current, Call call);
    }

    @FunctionalInterface
    interface Effector {
        CommonMethods.Changed take(Transaction transaction, Call call);
    }

    @FunctionalInterface
    interface Answerer {
        Message answer(Transaction transaction, Call call);
    }
}
