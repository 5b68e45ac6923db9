package dev.sallyport.local.state;

import com.google.protobuf.ByteString;

/** A change of a record as it is kept in files: a secret value is sealed. */
sealed interface Entry {
    Address address();

    record Put(Address address, boolean isSealed, ByteString bytes) implements Entry {
        /** Without the value. */
        @Override
        public String toString() {
            return "Put[" + address + ", " + bytes.size() + " bytes]";
        }
    }

    record Remove(Address address) implements Entry {}

    /** @throws StateException if the value was sealed by another key, or altered */
    static StateRecord opened(Put entry, SealingKey key) {
        Address address = entry.address();
        ByteString value = entry.isSealed() ? key.open(address.context(), entry.bytes()) : entry.bytes();
        return new StateRecord(address.project(), address.key(), value, entry.isSealed());
    }

    static Put sealed(String keeper, StateRecord record, SealingKey key) {
        Address address = new Address(keeper, record.project(), record.key());
        ByteString bytes = record.secret() ? key.seal(address.context(), record.value()) : record.value();
        return new Put(address, record.secret(), bytes);
    }

    static Entry of(String keeper, Change change, SealingKey key) {
        if (change instanceof Change.Put put) {
            return sealed(keeper, put.record(), key);
        }
        return new Remove(new Address(keeper, change.project(), change.key()));
    }
}
