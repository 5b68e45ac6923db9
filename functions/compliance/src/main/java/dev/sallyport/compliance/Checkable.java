package dev.sallyport.compliance;

import dev.sallyport.chain.CheckMessage;
import dev.sallyport.chain.Checks;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Phase;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which deployments there is something to check of. */
final class Checkable {
    /** What one function gets done in time. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final Set<Phase> PHASES = EnumSet.of(Phase.PROTECTED, Phase.FAILED);

    private Checkable() {}

    /** Whether there may be one in a project. */
    static boolean isIn(String project, Deployments deployments) {
        return deployments.anyIn(project, PHASES);
    }

    /** One that is under way, or not to be there, says nothing about what is wrong. */
    static boolean is(Deployment deployment) {
        return deployment.direction() == Direction.PROVISION && PHASES.contains(deployment.phase());
    }

    /** Asks for all of them that can be checked, project by project. */
    static void ask(Collection<Deployment> deployments, Checks checks) {
        Map<String, List<String>> names = deployments.stream()
                .filter(Checkable::is)
                .collect(Collectors.groupingBy(
                        Deployment::project, TreeMap::new, Collectors.mapping(Deployment::name, Collectors.toList())));
        names.forEach((project, all) -> {
            for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
                checks.ask(new CheckMessage(project, all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()))));
            }
        });
    }
}
