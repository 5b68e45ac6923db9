package dev.sallyport.simulation;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives out RSA keys that it has made before, in turn: to make one takes more time than all else that a stage does, and
 * nothing that a simulation looks at depends on keys being new.
 */
final class PooledKeys extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "SallyportPooledKeys";
    private static final int KEYS = 8;

    private PooledKeys() {
        super(NAME, "1", "RSA keys that were made before");
        putService(new Service(this, "KeyPairGenerator", "RSA", Generator.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
                return new Generator();
            }
        });
    }

    /** From now on, in this process. */
    static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Generator.fill();
            Security.insertProviderAt(new PooledKeys(), 1);
        }
    }

    /** Of the size that Sallyport asks for, and no other. */
    private static final class Generator extends KeyPairGeneratorSpi {
        private static final int BITS = 2048;
        private static final List<KeyPair> POOL = new ArrayList<>();
        private static int next;

        static synchronized void fill() {
            try {
                KeyPairGenerator real = KeyPairGenerator.getInstance("RSA");
                real.initialize(BITS);
                while (POOL.size() < KEYS) {
                    POOL.add(real.generateKeyPair());
                }
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java platform has no RSA", e);
            }
        }

        @Override
        public void initialize(int bits, SecureRandom random) {
            if (bits != BITS) {
                throw new IllegalArgumentException("bits: " + bits + " (expected: " + BITS + ")");
            }
        }

        @Override
        public KeyPair generateKeyPair() {
            return taken();
        }

        private static synchronized KeyPair taken() {
            return POOL.get(next++ % KEYS);
        }
    }
}
