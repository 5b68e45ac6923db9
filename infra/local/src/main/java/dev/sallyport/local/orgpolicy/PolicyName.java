package dev.sallyport.local.orgpolicy;

import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a policy.
 *
 * @param parent {@code projects/NUMBER}, {@code folders/NUMBER} or {@code organizations/NUMBER}
 */
record PolicyName(String parent, KnownConstraint constraint) {
    private static final Pattern PARENT = Pattern.compile("(?<kind>projects|folders|organizations)/(?<id>[^/]+)");
    private static final Pattern NAME = Pattern.compile("(?<parent>[^/]+/[^/]+)/policies/(?<constraint>[^/]+)");

    static PolicyName parse(String name, Projects projects) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw ApiException.invalid("name: '" + name + "' (expected: PARENT/policies/CONSTRAINT)");
        }
        String id = matcher.group("constraint");
        KnownConstraint constraint = KnownConstraint.named(id)
                .orElseThrow(() -> ApiException.notFound(
                        "Requested entity was not found: constraint " + id + " is not one that the local cloud has."));
        return new PolicyName(parent(matcher.group("parent"), projects), constraint);
    }

    static String parent(String name, Projects projects) {
        Matcher matcher = PARENT.matcher(name);
        if (!matcher.matches()) {
            throw ApiException.invalid(
                    "parent: '" + name + "' (expected: projects/PROJECT, folders/NUMBER or organizations/NUMBER)");
        }
        return matcher.group("kind").equals("projects")
                ? "projects/" + projects.named(matcher.group("id")).number()
                : name;
    }

    /** This name and the same constraint's where the parent inherits from, nearest first. */
    Stream<PolicyName> lineage(Projects projects) {
        Optional<String> organization = projects.find(parent.replaceFirst(".*/", ""))
                .filter(project -> parent.equals("projects/" + project.number()))
                .map(Project::organization)
                .filter(name -> !name.isEmpty());
        return Stream.concat(Stream.of(parent), organization.stream()).map(level -> new PolicyName(level, constraint));
    }

    @Override
    public String toString() {
        return parent + "/policies/" + constraint.id();
    }
}
