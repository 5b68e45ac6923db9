package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;

/** What a stage may do with a resource that is there, or is not. */
sealed interface Ownership {
    /** What the resource being absent calls for. */
    Change absent(String id);

    /** Why the resource that is there must not be touched, if so. */
    Optional<Change.Refused> refusal(String id, Message observed);

    /** The stage makes it, and it bears the mark. */
    record Owned(Mark mark) implements Ownership {
        @Override
        public Change absent(String id) {
            return new Change.Create();
        }

        @Override
        public Optional<Change.Refused> refusal(String id, Message observed) {
            return refusalUnlessMarked(mark, id, observed);
        }
    }

    /** Another stage makes it, and it bears the mark. */
    record Part(Mark mark) implements Ownership {
        @Override
        public Change absent(String id) {
            return goneAway(id);
        }

        @Override
        public Optional<Change.Refused> refusal(String id, Message observed) {
            return refusalUnlessMarked(mark, id, observed);
        }
    }

    /** Comes and goes with a resource that bears the mark, and can't bear one itself. */
    record Unmarked() implements Ownership {
        @Override
        public Change absent(String id) {
            return goneAway(id);
        }

        @Override
        public Optional<Change.Refused> refusal(String id, Message observed) {
            return Optional.empty();
        }
    }

    private static Change.Refused goneAway(String id) {
        return new Change.Refused(
                id + " is not there any more, though an earlier stage made it",
                "Provision the deployment again; the stage that makes it will.");
    }

    private static Optional<Change.Refused> refusalUnlessMarked(Mark mark, String id, Message observed) {
        String description = ComputeMessage.text(observed, "description");
        if (mark.isOn(description)) {
            return Optional.empty();
        }
        String owner = Mark.ownerOf(description)
                .map(other -> "belongs to the deployment " + other)
                .orElseGet(() -> "was not made by Sallyport"
                        + (description.isBlank() ? "" : " (its description is \"" + description.strip() + "\")"));
        return Optional.of(new Change.Refused(
                id + " exists already and " + owner,
                "Choose another name in the request, or remove the resource, or hand it over to this deployment by"
                        + " setting its description to \"" + mark.description()
                        + "\", after which it is changed to match the request."));
    }
}
