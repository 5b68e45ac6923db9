package dev.sallyport.local.firestore;

import java.util.concurrent.locks.Lock;

/** Whether a call may wait for others on the thread that it came on. */
enum Patience {
    /** It may not. Where it would have to, it is given up, to be tried again on another thread. */
    NONE {
        @Override
        void lock(Lock guard) {
            if (!guard.tryLock()) {
                throw new WouldWait();
            }
        }

        @Override
        void requireSome() {
            throw new WouldWait();
        }
    },
    /** It may. */
    ENOUGH {
        @Override
        void lock(Lock guard) {
            guard.lock();
        }

        @Override
        void requireSome() {
            // It may go on.
        }
    };

    /** @throws WouldWait if somebody has the lock and there is no patience */
    abstract void lock(Lock guard);

    /** @throws WouldWait if there is none */
    abstract void requireSome();

    /** A call without patience would have to wait; nothing has come of it. */
    static final class WouldWait extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private WouldWait() {
            super("the call has to wait for others", null, false, false);
        }
    }
}
