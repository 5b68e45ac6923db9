package dev.sallyport.converge;

import java.util.List;

/** What would close the difference between how a resource should be and how it is. */
public sealed interface Change {
    /** It is as it should be. */
    record None() implements Change {}

    /** It is not there. */
    record Create() implements Change {}

    /**
     * It is not there, and is made to take the place of another that can't be changed.
     *
     * @param predecessor collection and name of the other
     * @param differences in what the other is not as it should be
     */
    record Succeed(String predecessor, List<FieldDifference> differences) implements Change {
        public Succeed {
            differences = List.copyOf(differences);
        }
    }

    /** These fields can be changed in place. */
    record Patch(List<FieldDifference> differences) implements Change {
        public Patch {
            differences = List.copyOf(differences);
        }
    }

    /** These fields can't be changed in place: another resource has to take its place, under another name. */
    record Replace(List<FieldDifference> differences) implements Change {
        public Replace {
            differences = List.copyOf(differences);
        }
    }

    /** It is there and should not be. */
    record Delete() implements Change {}

    /** It must not be touched until a person has decided. */
    record Refused(String reason, String remedy) implements Change {}
}
