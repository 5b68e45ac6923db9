package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;

/** What a stage may do with a resource that is there, or is not. */
sealed interface Ownership {
    /** What the resource being absent calls for. */
    Change absent(String id);

    /** Why the resource that is there must not be touched, if so. */
    Optional<Change.Refused> refusal(String id, Message observed);

    /** The same, of a resource that may have been adopted. */
    Ownership adopting(Adoption adoption);

    /** The stage makes it, and it bears the mark. */
    record Owned(Mark mark, Adoption adoption) implements Ownership {
        @Override
        public Change absent(String id) {
            return new Change.Create();
        }

        @Override
        public Optional<Change.Refused> refusal(String id, Message observed) {
            return refusalUnlessMarked(mark, adoption, id, observed);
        }

        @Override
        public Ownership adopting(Adoption others) {
            return new Owned(mark, others);
        }
    }

    /** Another stage makes it, and it bears the mark. */
    record Part(Mark mark, Adoption adoption) implements Ownership {
        @Override
        public Change absent(String id) {
            return goneAway(id);
        }

        @Override
        public Optional<Change.Refused> refusal(String id, Message observed) {
            return refusalUnlessMarked(mark, adoption, id, observed);
        }

        @Override
        public Ownership adopting(Adoption others) {
            return new Part(mark, others);
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

        @Override
        public Ownership adopting(Adoption adoption) {
            return this;
        }
    }

    private static Change.Refused goneAway(String id) {
        return new Change.Refused(
                id + " is not there any more, though an earlier stage made it",
                "Provision the deployment again; the stage that makes it will.");
    }

    private static Optional<Change.Refused> refusalUnlessMarked(
            Mark mark, Adoption adoption, String id, Message observed) {
        String description = ComputeMessage.text(observed, "description");
        if (mark.isOn(description)) {
            return Optional.empty();
        }
        Optional<String> owner = Mark.ownerOf(description);
        if (owner.isPresent()) {
            return Optional.of(new Change.Refused(
                    id + " exists already and belongs to the deployment " + owner.get(),
                    "Choose another name in the request. What another deployment has made cannot be adopted; it goes when"
                            + " that deployment is destroyed."));
        }
        if (!adoption.changed().contains(id)) {
            return Optional.of(foreign(id, description.strip()));
        }
        return adoption.rival().apply(id).map(rival -> shared(id, rival));
    }

    private static Change.Refused foreign(String id, String description) {
        return new Change.Refused(
                id + " exists already and was not made by Sallyport"
                        + (description.isEmpty() ? "" : " (its description is \"" + description + "\")"),
                "Choose another name in the request, or remove the resource, or adopt it: with {\"resource\": \"" + id
                        + "\"} in the request's list adopt it is changed to match the request, and left there when the"
                        + " deployment is destroyed; with \"onDestroy\": \"remove\" as well it goes, too.");
    }

    private static Change.Refused shared(String id, String rival) {
        return new Change.Refused(
                id + " is adopted by the deployment " + rival + " as well",
                "Choose another name in the request, or take the resource out of the other deployment's list adopt and"
                        + " provision that one first.");
    }
}
