package dev.sallyport.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;

/** Members that answers have today though the published types are too old to have them. */
public interface LaterMembers {
    /** None: every answer is as its type says. */
    static LaterMembers none() {
        return new LaterMembers() {
            @Override
            public boolean concern(Descriptor answer) {
                return false;
            }

            @Override
            public void addTo(ObjectNode answer) {}
        };
    }

    /** Whether answers of this type may lack something. */
    boolean concern(Descriptor answer);

    /** Adds what an answer of such a type lacks. */
    void addTo(ObjectNode answer);
}
